"""Scoring is a function of the facts, for any call."""

import json

import pytest
from hypothesis import given, settings

from revrise.core.conversations.analysis import analyse
from revrise.core.scoring.document import as_document
from revrise.core.scoring.facts import CallFacts
from revrise.plugins.rubrics import discovery, objection_handling
from revrise.testing.rubrics import facts, levels, scored
from revrise.testing.strategies import transcripts

RUBRICS = [*discovery.register_rubrics(), *objection_handling.register_rubrics()]


@settings(max_examples=60)
@given(transcripts())
def test_any_call_scores_the_same_twice_and_fits_into_json(transcript):
    for rubric in RUBRICS:
        card = rubric.score(CallFacts.of(analyse(transcript)))
        assert card == rubric.score(CallFacts.of(analyse(transcript)))
        assert card.recompute() == card
        assert json.loads(json.dumps(as_document(card)))["rubric"] == rubric.definition.ref


def test_steps_not_taken_lower_only_their_own_criterion():
    good, bad = (levels(scored(RUBRICS[1], name)) for name in ("good en", "bad en"))
    assert good == dict.fromkeys(good, 5)
    assert bad["confirmed"] == bad["acknowledged"] == 1


def test_evidence_is_the_words_themselves():
    card = scored(RUBRICS[1], "good zh")
    quotes = [one.quote(facts("good zh").transcript) for one in card.of("confirmed").evidence]
    assert quotes[0] == "太贵"
    assert "您看这样" in quotes[1]


def test_a_call_too_short_to_judge_is_not_judged():
    card = scored(RUBRICS[0], "blank")
    assert {one.reason for one in card.criteria} == {"too_short"}


@pytest.mark.parametrize(
    ("name", "words"), [("bad en", "found 0; level 1"), ("bad zh", "共 0 次；1 级")]
)
def test_the_reason_is_a_sentence_with_figures(name, words):
    assert words in scored(RUBRICS[0], name).of("open-questions").because
