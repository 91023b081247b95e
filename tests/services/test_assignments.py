"""The same call given to several reviewers: nobody sees a level before all have scored."""

from datetime import timedelta
from typing import cast

import pytest
from attrs import evolve
from tests.services.conftest import NOW, TENANT, World
from tests.services.test_blind_reviews import alone, analyst, heard, ways  # noqa: F401 - a fixture

from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.people.person import Person
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.assignment import MOST_RUNNING, Adjudication, BlindAssignment
from revrise.core.scoring.blind_review import BlindReview
from revrise.core.scoring.coach_score import CoachScore
from revrise.ports.jobs import JobContext
from revrise.services.assignments.ending import Overdue
from revrise.services.assignments.giving import GiveCall, Giving, Settle
from revrise.services.assignments.passing import Passing, SkipReview
from revrise.services.assignments.showing import Assignments
from revrise.services.blind.service import BlindReviews
from revrise.services.measures.analysing import Analyst
from revrise.services.reviews.service import Reviews, ScoreCall
from revrise.services.rubrics.service import Rubrics

# The task asks nothing of its job.
NO_JOB = cast(JobContext, None)
DUE = NOW + timedelta(days=7)
FRESH = "next-steps"


@pytest.fixture
def giving(world: World, analyst: Analyst) -> Giving:  # noqa: F811
    world.put(
        Person("coach2", "Carl", team_id="west", roles=("coach",)),
        Person("coach3", "Chen", team_id="west", roles=("coach",)),
        Person("souths", "Sue", team_id="south", roles=("manager",)),
    )
    return Giving(world.desk, analyst.catalogue)


def given_to(
    world: World,
    analyst: Analyst,  # noqa: F811
    giving: Giving,
    *who: str,
    rubric: str = FRESH,
) -> BlindAssignment:
    call = heard(world, analyst).subject_id
    return giving.give(GiveCall(call, rubric, who, DUE), world.by("manager"))


def card_of(world: World, one: BlindAssignment) -> Assessment:
    return next(each for each in world.all(Assessment) if each.id == one.assessment_id)


def score(world: World, one: BlindAssignment, who: str, level: int = 3) -> CoachScore:
    criteria = [each.criterion for each in card_of(world, one).scorecard.criteria]
    levels = dict.fromkeys(criteria, level)
    because = {criteria[0]: f"As {who} heard it."}
    return Reviews(world.desk).score(ScoreCall(one.assessment_id, levels, because), world.by(who))


def review_of(world: World, one: BlindAssignment, who: str) -> BlindReview:
    return next(
        each
        for each in world.all(BlindReview)
        if (each.assignment_id, each.coach_id) == (one.id, who)
    )


def scores_seen(world: World, who: str) -> set[str]:
    """Whose scores somebody reads."""
    try:
        rows = world.desk.rows(world.by(who), CoachScore, "coach_score")
    except Refused:
        return set()
    return {row["coach_id"] for row in rows}


def test_two_score_and_only_then_is_shown_what_they_gave(
    world: World,
    analyst: Analyst,  # noqa: F811
    giving: Giving,
) -> None:
    one = given_to(world, analyst, giving, "coach", "coach2")
    assert one.fresh
    card, shown = card_of(world, one), Assignments(world.desk)
    alone(world, card)
    for who in ("coach", "coach2"):
        assert ways(world, analyst, card, who) == []
        assert [each.title for each in shown.mine(world.by(who))] == ["talk"]
    assert score(world, one, "coach", 4).blind
    assert scores_seen(world, "coach") == {"coach"}  # one's own
    for who in ("coach2", "manager", "n1", "souths", "coach3"):
        assert scores_seen(world, who) == set(), who
    view = shown.show(one.id, world.by("manager"))
    assert (view.told, view.scored) == (None, 1)
    assert [each.state for each in view.reviewers] == ["scored", "given"]
    assert "loaded" not in ways(world, analyst, card, "coach")  # the machine's neither

    assert score(world, one, "coach2", 2).blind
    told = shown.show(one.id, world.by("manager")).told
    assert told is not None
    assert {each.spread for each in told.agreed.criteria} == {2}
    assert told.agreed.same == 0
    assert scores_seen(world, "manager") == scores_seen(world, "n1") == {"coach", "coach2"}
    assert {"loaded", "page", "page's coaches"} <= {*ways(world, analyst, card, "coach")}
    assert world.all(BlindAssignment)[0].state == "over"


def test_levels_of_a_call_that_was_scored_before_are_not_called_blind(
    world: World,
    analyst: Analyst,  # noqa: F811
    giving: Giving,
) -> None:
    one = given_to(world, analyst, giving, "coach", "coach2", rubric="discovery")
    assert not one.fresh
    card = card_of(world, one)
    assert "loaded" not in ways(world, analyst, card, "coach")  # withheld all the same
    assert not score(world, one, "coach").blind
    assert not score(world, one, "coach2").blind
    found = Rubrics(world.desk, analyst).certify("discovery", world.by("manager"))
    assert (found.kappa.n, found.seen > 0) == (0, True)


def test_what_is_certified_comes_from_assignments_that_are_over(
    world: World,
    analyst: Analyst,  # noqa: F811
    giving: Giving,
) -> None:
    one = given_to(world, analyst, giving, "coach", "coach2")
    pairs = sum(each.machine_level is not None for each in card_of(world, one).scorecard.criteria)

    def counted(who: str) -> tuple[int, int]:
        found = Rubrics(world.desk, analyst).certify(FRESH, world.by(who))
        return found.kappa.n, found.seen

    score(world, one, "coach")
    assert counted("manager") == counted("coach") == (0, 0)
    score(world, one, "coach2")
    assert counted("manager") == (2 * pairs, 0)


def test_each_who_may_not_is_named_with_the_reason(
    world: World,
    analyst: Analyst,  # noqa: F811
    giving: Giving,
) -> None:
    call = heard(world, analyst).subject_id
    manager = world.by("manager")
    with pytest.raises(Invalid) as found:
        giving.give(GiveCall(call, FRESH, ("coach", "souths", "n1", "enb"), DUE), manager)
    assert found.value.message == (
        "Sue: may not hear and score this call; Nora 1: is on the call; "
        "Eve: may not hear and score this call"
    )
    first = giving.give(GiveCall(call, FRESH, ("coach", "coach2"), DUE), manager)
    with pytest.raises(Invalid, match="Cora: reviews it already"):
        giving.give(GiveCall(call, FRESH, ("coach", "coach3"), DUE), manager)
    score(world, first, "coach")
    giving.end(first.id, manager)
    with pytest.raises(Invalid, match="Cora: has scored it"):
        giving.give(GiveCall(call, FRESH, ("coach", "coach3"), DUE), manager)
    for reviewers in (("coach",), ("coach", "coach"), tuple(f"n{n}" for n in range(11))):
        with pytest.raises(Invalid):
            giving.give(GiveCall(call, FRESH, reviewers, DUE), manager)
    for due in (NOW, NOW + timedelta(days=91)):
        with pytest.raises(Invalid):
            giving.give(GiveCall(call, FRESH, ("coach2", "coach3"), due), manager)
    for who in ("coach", "n1", "enb", "admin"):
        with pytest.raises(Refused):
            giving.give(GiveCall(call, FRESH, ("coach2", "coach3"), DUE), world.by(who))
    with pytest.raises(NotFound):
        giving.give(GiveCall(call, FRESH, ("coach2", "nobody"), DUE), manager)
    with pytest.raises(NotFound):
        giving.give(GiveCall(call, FRESH, ("coach2", "souths"), DUE), world.by("souths"))


def test_who_is_done_waits_and_what_was_given_stands(
    world: World,
    analyst: Analyst,  # noqa: F811
    giving: Giving,
) -> None:
    one = given_to(world, analyst, giving, "coach", "coach2", "coach3")
    passing = Passing(world.desk)
    blind = BlindReviews(world.desk, analyst.catalogue)
    with pytest.raises(Conflict):
        blind.drop(review_of(world, one, "coach").id, world.by("coach"))
    score(world, one, "coach")
    skip = SkipReview(review_of(world, one, "coach2").id, "language")
    with pytest.raises(NotFound):
        passing.skip(skip, world.by("coach"))
    assert passing.skip(skip, world.by("coach2")).state == "skipped"
    for who in ("coach", "coach2"):
        with pytest.raises(Conflict):
            score(world, one, who, 1)
    assert scores_seen(world, "coach2") == set()
    last = SkipReview(review_of(world, one, "coach3").id, "other", "No time.")
    done = passing.skip(last, world.by("coach3"))
    assert (done.state, done.sealed) == ("skipped", False)
    assert scores_seen(world, "coach2") == {"coach"}
    with pytest.raises(Conflict):
        score(world, one, "coach", 1)
    assert not score(world, one, "coach2", 1).blind
    told = Assignments(world.desk).show(one.id, world.by("manager")).told
    assert told is not None
    assert {tuple(each.levels) for each in told.agreed.criteria} == {("coach",)}


def test_so_many_run_at_once_and_no_more(
    world: World,
    analyst: Analyst,  # noqa: F811
    giving: Giving,
) -> None:
    one = given_to(world, analyst, giving, "coach", "coach2")
    world.put(*(evolve(one, id=f"blind_more{n}") for n in range(MOST_RUNNING - 1)))
    command = GiveCall(one.subject_id, "discovery", ("coach", "coach2"), DUE)
    with pytest.raises(Conflict, match="given to reviewers already"):
        giving.give(command, world.by("manager"))
    giving.end(one.id, world.by("manager"))
    assert giving.give(command, world.by("manager")).state == "running"


def test_it_is_over_on_its_day(
    world: World,
    analyst: Analyst,  # noqa: F811
    giving: Giving,
) -> None:
    one = given_to(world, analyst, giving, "coach", "coach2")
    score(world, one, "coach")
    overdue = Overdue(world.desk, TENANT)
    assert overdue.run(NO_JOB, {}) == {"ended": 0}
    before = world.all(BlindAssignment)[0]
    assert before.state == "running"
    world.desk.clock.advance(DUE - NOW)  # type: ignore[attr-defined]
    assert overdue.run(NO_JOB, {}) == {"ended": 1}
    assert overdue.run(NO_JOB, {}) == {"ended": 0}
    assert review_of(world, one, "coach2").state == "over"
    assert scores_seen(world, "manager") == {"coach"}
    with pytest.raises(Conflict):
        giving.end(one.id, world.by("manager"))


def test_a_difference_is_settled_by_who_gave_none_of_the_levels(
    world: World,
    analyst: Analyst,  # noqa: F811
    giving: Giving,
) -> None:
    one = given_to(world, analyst, giving, "coach", "coach2")
    criterion = card_of(world, one).scorecard.criteria[0].criterion
    manager = world.by("manager")
    settled = Settle(one.id, criterion, 4, "The next step has a date.")
    with pytest.raises(Conflict):
        giving.settle(settled, manager)
    score(world, one, "coach", 5)
    score(world, one, "coach2", 2)
    for who in ("coach", "n1"):
        with pytest.raises(Refused):
            giving.settle(settled, world.by(who))
    for wrong in (
        Settle(one.id, criterion, 6, "x"),
        Settle(one.id, criterion, 3, " "),
    ):
        with pytest.raises(Invalid):
            giving.settle(wrong, manager)
    with pytest.raises(NotFound):
        giving.settle(Settle(one.id, "nothing", 3, "x"), manager)
    giving.settle(settled, manager)
    giving.settle(Settle(one.id, criterion, 3, "Heard again."), manager)
    (kept,) = world.all(Adjudication)
    assert (kept.level, kept.reason, kept.version) == (3, "Heard again.", 2)
    machine = card_of(world, one).scorecard.of(criterion)
    assert machine.level == machine.machine_level or machine.level is None
