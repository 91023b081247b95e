"""A kept scorecard shows levels, the same ones with the same ids each time."""

from datetime import UTC, datetime

from attrs import evolve

from revrise.core.conversations.moment import Span
from revrise.core.scoring.assessment import Assessment, assessment_id
from revrise.core.scoring.evidence import Evidence
from revrise.core.scoring.scorecard import CriterionScore, total

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
CARD = total(
    "discovery@1",
    "plugin:discovery",
    (
        CriterionScore(
            "next-step",
            "closing",
            2,
            4,
            "Agreed.",
            (Evidence(Span(7, 3, 9)), Evidence(Span(8, 0, 2))),
        ),
        CriterionScore("questions", "discovery", 1, 2, "Few."),
        CriterionScore("price", "closing", 1, None, "Not heard.", reason="not_measured"),
    ),
)


def kept(card=CARD, subject="call_1"):
    """The scorecard of a call as kept."""
    made = assessment_id(subject, card.rubric)
    return Assessment(made, subject, "rep", "north", NOW, card.rubric, card.score, card)


def test_each_scored_criterion_is_one_level_of_its_competency():
    found = {one.criterion: (one.competency_id, one.level) for one in kept().observations()}
    assert found == {"next-step": ("closing", 4.0), "questions": ("discovery", 2.0)}


def test_a_level_belongs_to_the_call_and_its_person():
    for one in kept().observations():
        assert (one.person_id, one.team_id, one.at) == ("rep", "north", NOW)
        assert (one.subject_id, one.assessment_id) == ("call_1", kept().id)


def test_a_level_points_at_the_first_words_that_show_it():
    shown, bare = kept().observations()
    assert (shown.utterance, shown.start, shown.end, shown.because) == (7, 3, 9, "Agreed.")
    assert (bare.utterance, bare.start, bare.end) == (None, None, None)


def test_ids_follow_from_subject_rubric_and_criterion_alone():
    again = evolve(CARD, criteria=tuple(evolve(one, level=1) for one in reversed(CARD.criteria)))
    ids = {one.criterion: one.id for one in kept().observations()}
    assert ids.items() <= {one.criterion: one.id for one in kept(again).observations()}.items()
    others = [kept(subject="call_2"), kept(evolve(CARD, rubric="discovery@2"))]
    everything = [*kept().observations(), *(o for other in others for o in other.observations())]
    assert len({one.id for one in everything}) == len(everything) == 6
