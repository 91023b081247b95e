"""What every rubric must keep: `class TestMine(RubricContract)` with one fixture."""

from collections.abc import Mapping
from copy import deepcopy

import pytest

from revrise.core.conversations.analysis import analyse
from revrise.core.conversations.words.language import has_han
from revrise.core.scoring.facts import CallFacts
from revrise.core.scoring.scorecard import Scorecard
from revrise.ports.rubrics import Rubric
from revrise.testing.sample_calls import EVERY

LEVELS = range(1, 6)


def facts(name: str) -> CallFacts:
    """A sample call as a rubric meets it."""
    return CallFacts.of(analyse(EVERY[name]))


def scored(rubric: Rubric, name: str) -> Scorecard:
    """The scorecard of a sample call."""
    return rubric.score(facts(name))


@pytest.mark.parametrize("name", EVERY)
class RubricContract:
    """Subclass it and give the fixture `rubric`; every test runs on every sample call."""

    @pytest.fixture
    def rubric(self) -> Rubric:
        """The rubric under test."""
        raise NotImplementedError("give a fixture `rubric`")

    def test_the_same_facts_give_the_same_scorecard(self, rubric: Rubric, name: str) -> None:
        """A score can be replayed, so clock and chance have no place."""
        assert scored(rubric, name) == scored(rubric, name)

    def test_it_changes_no_fact(self, rubric: Rubric, name: str) -> None:
        """Other rubrics read the same facts."""
        given = facts(name)
        before = deepcopy(given)
        rubric.score(given)
        assert given == before

    def test_it_names_its_version_and_scores_every_criterion(
        self, rubric: Rubric, name: str
    ) -> None:
        """A scorecard can be read beside the rubric it came from."""
        card, definition = scored(rubric, name), rubric.definition
        assert card.rubric == definition.ref
        assert card.scorer
        assert [(one.criterion, one.competency, one.weight) for one in card.criteria] == [
            (one.id, one.competency, one.weight) for one in definition.criteria
        ]

    def test_a_level_is_one_to_five_or_missing_with_a_reason(
        self, rubric: Rubric, name: str
    ) -> None:
        """Nothing is scored by silence."""
        for one in scored(rubric, name).criteria:
            assert (one.level is None) == (one.reason is not None), one
            assert one.level is None or one.level in LEVELS

    def test_every_level_says_why(self, rubric: Rubric, name: str) -> None:
        """A number without a sentence helps nobody."""
        assert all(one.because.strip() for one in scored(rubric, name).criteria)

    def test_evidence_lies_inside_the_utterances(self, rubric: Rubric, name: str) -> None:
        """Quotes are cut by these offsets, and played from these times."""
        utterances = EVERY[name].utterances
        for criterion in scored(rubric, name).criteria:
            for evidence in criterion.evidence:
                utterance = utterances[evidence.span.utterance]
                assert 0 <= evidence.span.start <= evidence.span.end <= len(utterance.text)
                assert (evidence.start_ms, evidence.end_ms) == (
                    utterance.start_ms,
                    utterance.end_ms,
                )

    def test_the_arithmetic_can_be_redone(self, rubric: Rubric, name: str) -> None:
        """Levels and weights alone give the score."""
        card = scored(rubric, name)
        assert card.recompute() == card
        assert card.score is None or LEVELS[0] <= card.score <= LEVELS[-1]

    def test_anchors_and_titles_are_complete(self, rubric: Rubric, name: str) -> None:  # noqa: ARG002
        """A coach reads what each level means, in each language the rubric claims."""
        definition = rubric.definition
        assert definition.languages
        for language in definition.languages:
            assert definition.title[language].strip()
            for criterion in definition.criteria:
                assert criterion.title[language].strip()
                assert len(criterion.anchors[language]) == len(LEVELS)
                assert len(set(criterion.anchors[language])) == len(LEVELS)

    def test_reasons_are_in_the_language_of_the_call(self, rubric: Rubric, name: str) -> None:
        """Where the rubric claims the language."""
        languages: Mapping[str, bool] = {"zh": name == "good zh", "en": name == "good en"}
        for language, asked in languages.items():
            if asked and language in rubric.definition.languages:
                reasons = [one.because for one in scored(rubric, name).criteria]
                assert all(has_han(reason) == (language == "zh") for reason in reasons), reasons


def levels(card: Scorecard) -> Mapping[str, int | None]:
    """Levels by criterion, for tests of a rubric's own judgement."""
    return {one.criterion: one.level for one in card.criteria}
