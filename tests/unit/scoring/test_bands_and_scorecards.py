"""Levels come from bands; scores from levels and weights, exactly and redoably."""

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.errors import Invalid, NotFound
from revrise.core.scoring.bands import Bands
from revrise.core.scoring.document import as_document
from revrise.core.scoring.scorecard import CriterionScore, total
from revrise.plugins.rubrics import discovery
from revrise.testing.rubrics import scored

levels = st.one_of(st.none(), st.integers(1, 5))
criteria = st.lists(st.tuples(st.integers(1, 100), levels), max_size=8)


def card(*pairs):
    return total(
        "r@1",
        "test",
        [
            CriterionScore(f"c{at}", "discovery", weight, level, "why", machine_level=level)
            for at, (weight, level) in enumerate(pairs)
        ],
    )


@pytest.mark.parametrize(
    ("value", "level"), [(0, 1), (0.25, 4), (0.3, 5), (0.55, 5), (0.56, 4), (0.61, 1), (2, 1)]
)
def test_a_value_gets_the_best_band_that_holds_it(value, level):
    assert Bands({4: (0.25, 0.6), 5: (0.3, 0.55)}).level(value) == level


def test_an_open_end_has_no_limit():
    assert Bands({5: (None, 3)}).level(-1e9) == 5
    assert Bands({5: (3, None)}).level(1e9) == 5


def test_the_score_is_the_weighted_mean_and_the_sum_is_shown():
    scorecard = card((2, 4), (1, 3), (5, None))
    assert scorecard.score == 3.67
    assert scorecard.arithmetic == "(2×4 + 1×3) ÷ 3 = 3.67"


def test_half_a_hundredth_rounds_up():
    assert card((1, 1), (7, 2)).score == 1.88


def test_nothing_scored_is_no_score():
    assert card((1, None)).score is None
    assert card().score is None


@given(criteria)
def test_a_score_recomputes_and_stays_between_its_levels(pairs):
    scorecard = card(*pairs)
    assert scorecard.recompute() == scorecard
    known = [level for _, level in pairs if level]
    if known:
        assert min(known) <= scorecard.score <= max(known)


def test_a_person_overrides_and_what_the_machine_said_stays():
    scorecard = card((1, 2), (1, 4)).override("c0", 5, "I was there").override("c0", 3, "Thought")
    assert scorecard.score == 3.5
    assert scorecard.of("c0").machine_level == 2
    assert (scorecard.of("c0").review, scorecard.review) == ("overridden", "overridden")


def test_review_states_follow_the_criteria():
    scorecard = card((1, 2), (1, 4))
    assert scorecard.review == "machine"
    assert scorecard.confirm().review == "confirmed"
    assert scorecard.dispute("c1").confirm().review == "disputed"
    assert scorecard.dispute("c1").score == scorecard.score


@pytest.mark.parametrize("level", [0, 6])
def test_no_level_outside_one_to_five(level):
    with pytest.raises(Invalid, match="level"):
        card((1, 2)).override("c0", level, "")


def test_an_unknown_criterion_is_not_found():
    with pytest.raises(NotFound, match="c9"):
        card((1, 2)).dispute("c9")


def test_the_document_has_the_published_shape():
    document = as_document(scored(next(discovery.register_rubrics()), "good en"))
    assert document["rubric"] == "discovery@1"
    first = document["criteria"][0]
    assert {"id", "level", "evidence", "because"} <= set(first)
    assert {"utterance", "start", "end"} <= set(first["evidence"][0])


def test_another_weight_gives_another_score():
    scorecard = card((2, 4), (1, 3))
    heavier = evolve(scorecard.criteria[1], weight=2)
    changed = evolve(scorecard, criteria=(scorecard.criteria[0], heavier))
    assert changed.recompute().score == 3.5
