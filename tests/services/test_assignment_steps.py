"""Whatever reviewers of a call do, in whatever order: no level is seen before all are done."""

from collections.abc import Mapping

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.services.conftest import World
from tests.services.test_assignments import DUE, FRESH, giving, review_of, score
from tests.services.test_blind_reviews import analyst, heard

from revrise.core.conversations.call import Call
from revrise.core.errors import Conflict
from revrise.core.scoring.assignment import BlindAssignment
from revrise.core.scoring.coach_score import CoachScore
from revrise.services.assignments.giving import GiveCall, Giving
from revrise.services.assignments.passing import Passing, SkipReview
from revrise.services.assignments.showing import Assignments
from revrise.services.calls.page import CallPages
from revrise.services.measures.analysing import Analyst

__all__ = ["analyst", "giving"]
STEPS = st.lists(
    st.tuples(st.sampled_from(("coach", "coach2", "coach3")), st.sampled_from(("score", "skip"))),
    max_size=8,
)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS, ended=st.booleans())
def test_nobody_sees_a_level_before_all_are_done(
    world: World,
    analyst: Analyst,
    giving: Giving,
    steps: list[tuple[str, str]],
    ended: bool,
) -> None:
    """Whatever reviewers do in whatever order, each example on a call of its own."""
    number = len(world.all(Call))
    call = heard(world, analyst, name=f"talk {number}").subject_id
    reviewers = ("coach", "coach2", "coach3")
    one = giving.give(GiveCall(call, FRESH, reviewers, DUE), world.by("manager"))
    state: dict[str, str] = dict.fromkeys(reviewers, "given")
    for who, step in steps:
        running, could = "given" in state.values(), state[who] == "given"
        if not running:
            break
        try:
            _do(world, analyst, one, who, step)
            assert could
            state[who] = {"score": "scored", "skip": "skipped"}[step]
        except Conflict:
            assert not could
        _looked(world, analyst, one, state)
    if ended and "given" in state.values():
        giving.end(one.id, world.by("manager"))
        state = {who: "over" if found == "given" else found for who, found in state.items()}
        _looked(world, analyst, one, state)
    if "given" in state.values():  # leaves room for the next example
        giving.end(one.id, world.by("manager"))


def _do(
    world: World,
    analyst: Analyst,
    one: BlindAssignment,
    who: str,
    step: str,
) -> None:
    if step == "score":
        assert score(world, one, who, 2).blind
        return
    command = SkipReview(review_of(world, one, who).id, "known")
    Passing(world.desk).skip(command, world.by(who))


def _looked(
    world: World,
    analyst: Analyst,
    one: BlindAssignment,
    state: Mapping[str, str],
) -> None:
    """What each of them finds: rows, single things, the call page, the progress."""
    running = "given" in state.values()
    view = Assignments(world.desk).show(one.id, world.by("manager"))
    assert {each.person_id: each.state for each in view.reviewers} == state
    assert (view.told is None) is running
    scored = {who for who, found in state.items() if found == "scored"}
    for who in (*state, "manager", "n1"):
        rows = world.desk.rows(world.by(who), CoachScore, "coach_score")
        seen = {row["coach_id"] for row in rows if row["assessment_id"] == one.assessment_id}
        assert seen == (scored & {who} if running else scored), who
        page = CallPages(world.desk, analyst.catalogue).show(one.subject_id, world.by(who))
        given_there = {each.coach_id for each in page.scores}
        assert given_there == (scored & {who} if running else scored), who
        cards = {each.id for each in page.cards}
        assert (one.assessment_id in cards) is not (running and who in state), who
