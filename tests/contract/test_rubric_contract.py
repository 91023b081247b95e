"""The bundled rubrics keep the contract of every rubric, and tell good calls from bad ones."""

import pytest

from revrise.plugins.rubrics import discovery, objection_handling
from revrise.ports.rubrics import Rubric
from revrise.testing.rubrics import RubricContract, levels, scored


class TestDiscovery(RubricContract):
    @pytest.fixture
    def rubric(self) -> Rubric:
        return next(discovery.register_rubrics())


class TestObjectionHandling(RubricContract):
    @pytest.fixture
    def rubric(self) -> Rubric:
        return next(objection_handling.register_rubrics())


@pytest.mark.parametrize("plugin", [discovery, objection_handling])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_good_call_scores_far_above_a_bad_one(plugin, language):
    rubric = next(plugin.register_rubrics())
    good, bad = scored(rubric, f"good {language}"), scored(rubric, f"bad {language}")
    assert good.score is not None
    assert bad.score is not None
    assert good.score >= bad.score + 2


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_level_above_one_of_discovery_shows_its_words(language):
    card = scored(next(discovery.register_rubrics()), f"good {language}")
    assert all(one.evidence for one in card.criteria if one.level and one.level > 1)


def test_without_objections_nothing_is_scored_and_the_reason_is_given():
    card = scored(next(objection_handling.register_rubrics()), "untimed")
    assert card.score is None
    assert {one.reason for one in card.criteria} == {"no_objections"}


def test_where_nobody_is_known_to_sell_nobody_is_marked_down():
    card = scored(next(discovery.register_rubrics()), "sides unknown")
    assert set(levels(card).values()) == {None}


def test_a_chat_is_scored_on_its_words_but_not_on_time():
    card = scored(next(discovery.register_rubrics()), "untimed")
    assert levels(card)["open-questions"] is not None
    assert card.of("monologue").reason == "no_timing"
