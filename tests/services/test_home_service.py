"""Home: what waits for somebody, by what they may see, the most pressing first."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from revrise.core.coaching.comment import CallComment
from revrise.core.coaching.one_on_one import OneOnOne
from revrise.core.coaching.plan import Action, Plan
from revrise.core.content.asset import Asset, AssetVersion
from revrise.core.conversations.call import Call
from revrise.core.deals.deal import Deal, StageChange
from revrise.core.errors import Refused
from revrise.core.governance.consent import PURPOSES, Consent
from revrise.core.learning.course import Course, Lesson
from revrise.core.learning.enrolment import Enrolment
from revrise.core.money import Money
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.blind_review import BlindReview
from revrise.core.scoring.scorecard import CriterionScore, total
from revrise.services.coaching.gaps import Gaps
from revrise.services.coaching.meeting_page import MeetingPages
from revrise.services.coaching.progress import PlanPages
from revrise.services.coaching.queue import ReviewQueues
from revrise.services.home.mine import MyDay
from revrise.services.home.service import Home
from revrise.services.home.system import Watch
from revrise.services.home.team import Others
from revrise.services.learning.page import LearningPages
from revrise.services.pipeline.board import Board
from revrise.services.rewards.service import Rewards

NOW_DAYS = timedelta(days=1)


class NoJobs:
    """No job was ever asked for."""

    def states(self, _by):
        return {"dead": 1}


@pytest.fixture
def home(world, catalogue):
    desk = world.desk
    gaps = Gaps(desk, catalogue)
    board, plans = Board(desk, catalogue), PlanPages(desk, gaps)
    learning = LearningPages(desk)
    day = MyDay(desk, board, plans, learning, Rewards(desk, catalogue))
    others = Others(desk, board, plans, learning, ReviewQueues(desk), MeetingPages(desk))
    return Home(desk, day, others, Watch(desk, catalogue, NoJobs()))


def deal(world, name, owner="n1", team="north", days=1, **cells):
    came = world.desk.clock.now() - timedelta(days=days)
    history = (StageChange("Discovery", came, owner),)
    return Deal(
        name, name, "Discovery", owner, team, value=Money(100_00, "USD"), opened_at=came,
        history=history, **cells,
    )  # fmt: skip


def test_a_rep_sees_first_what_they_promised_and_is_late(world, home):
    now = world.desk.clock.now()
    world.put(
        deal(world, "fresh", next_step="call", next_step_at=now + timedelta(days=20)),
        deal(world, "late", next_step="send price", next_step_at=now - timedelta(days=4)),
        deal(world, "later", next_step="send case", next_step_at=now - timedelta(days=1)),
        deal(world, "theirs", "n2", next_step="x", next_step_at=now - timedelta(days=9)),
    )
    view = home.show(world.by("n1"))
    assert [step.about for step in view.steps] == ["late", "later"]
    assert view.steps[0].late_days == 4
    assert view.steps[0].detail == "send price"
    assert view.mine.board.count == 3
    assert {one.card.name for one in view.mine.risks} == {"late", "later"}
    assert (view.team, view.coaching, view.enabling, view.system) == (None, None, None, None)


def test_steps_are_at_most_three_and_each_about_another_thing(world, home):
    now = world.desk.clock.now()
    world.put(*(deal(world, f"d{n}", next_step="x", next_step_at=now) for n in range(6)))
    steps = home.show(world.by("n1")).steps
    assert len(steps) == 3
    assert len({step.href for step in steps}) == 3
    assert [step.weight for step in steps] == sorted((s.weight for s in steps), reverse=True)


def test_plans_courses_and_feedback_are_steps(world, home):
    now = world.desk.clock.now()
    lesson = Lesson("l1", "Ask first", 7)
    world.put(
        Course("c1", "Asking", ("discovery",), (lesson,)),
        Enrolment("e1", "c1", "n1", "north", now, due_at=now - timedelta(days=2)),
        Plan("p1", "n1", "north", "coach", "discovery", 2.0, 3.0,
             (Action("course", "c1", "Asking", now),), now, now + timedelta(days=30)),
        Call("call1", "Acme call", "n1", "north", now, "en", "f1", state="analysed"),
        CallComment("cc1", "call1", "n1", "north", "coach", now, "You asked first."),
    )  # fmt: skip
    view = home.show(world.by("n1"))
    assert [step.kind for step in view.steps] == ["plan_accept", "feedback", "course"]
    assert next(step for step in view.steps if step.kind == "course").minutes == 7
    assert [(one.author, one.call, one.text) for one in view.mine.heard] == [
        ("Cora", "Acme call", "You asked first.")
    ]


def test_what_a_coach_keeps_among_coaches_is_not_told(world, home):
    now = world.desk.clock.now()
    world.put(
        Call("call1", "Acme call", "n1", "north", now, "en", "f1", state="analysed"),
        CallComment("cc1", "call1", "n1", "north", "coach", now, "weak", shared="coaches"),
    )
    assert home.show(world.by("n1")).mine.heard == ()


def test_a_manager_sees_the_team_and_nothing_of_other_teams(world, home):
    now = world.desk.clock.now()
    world.put(
        deal(world, "a", "n1"),
        deal(world, "b", "n2"),
        deal(world, "far", "s1", "south"),
        OneOnOne("o1", "n1", "north", "manager", now + timedelta(days=2)),
        OneOnOne("o2", "n1", "north", "manager", now + timedelta(days=20)),
    )
    view = home.show(world.by("manager"))
    assert view.team.board.count == 2
    assert {one.person_id for one in view.team.members} == {"n1", "n2"}
    assert [row["id"] for row in view.team.meetings] == ["o1"]
    assert "meeting" in {step.kind for step in view.steps}
    assert view.system is None


def scored(call: str, rubric: str, score: float, at: datetime) -> Assessment:
    card = total(rubric, "", [CriterionScore("ask", "discovery", 1, round(score), "asked")])
    return Assessment(f"{call}-{rubric}", call, "n1", "north", at, rubric, score, card)


def test_a_call_counts_once_by_the_newest_version_of_each_rubric(world, home):
    """Of call 1 (4 + 3) ÷ 2 = 3.5, of call 2 1: the mean of both is 2.25."""
    now = world.desk.clock.now()
    world.put(
        scored("call1", "asking@9", 1.0, now),
        scored("call1", "asking@10", 4.0, now),
        scored("call1", "closing@1", 3.0, now),
        scored("call2", "asking@10", 1.0, now - timedelta(days=1)),
    )
    level = home.show(world.by("n1")).mine.level
    assert (level.mean, level.calls) == (2.25, 2)


def test_a_review_that_was_given_comes_before_the_queue_whenever_it_is_due(world, home):
    now = world.desk.clock.now()
    for name in ("given", "one", "two", "three"):
        call = Call(
            name, name, "n1", "north", now, "en", name, participants=("A",), state="analysed"
        )
        agreed = (
            Consent(f"{name}-{one}", name, "A", one, "consent", "EU", now, "n1", "north")
            for one in PURPOSES
        )
        world.put(call, scored(name, "asking@1", 2.5, now), *agreed)
    review = BlindReview(
        *("r1", "coach", "asking", now, "given", "given-asking@1", "given", now, None, "as1"),
        *("manager", now + timedelta(days=60)),
        sealed=True,
    )
    world.put(review)
    steps = home.show(world.by("coach")).steps
    assert [step.kind for step in steps] == ["blind", "review", "review"]


def test_enablement_sees_what_waits_for_approval_and_never_their_own_as_a_step(world, home):
    now = world.desk.clock.now()
    for name, author in (("theirs", "manager"), ("mine", "enb")):
        world.put(
            Asset(name, "playbook", name, author),
            AssetVersion(f"{name}-1", name, "1.0.0", "text", author, now - 3 * NOW_DAYS,
                         state="in_review"),
        )  # fmt: skip
    view = home.show(world.by("enb"))
    assert {one.title for one in view.enabling.waiting} == {"theirs", "mine"}
    assert [step.about for step in view.steps] == ["theirs"]
    assert view.mine is None


def test_an_admin_sees_the_system_and_no_deal(world, home):
    world.put(deal(world, "a"))
    view = home.show(world.by("admin"))
    assert view.system.people == 14
    assert view.system.jobs == {"dead": 1}
    assert sum(view.system.plugins.values()) >= 5
    assert (view.mine, view.team, view.coaching) == (None, None, None)
    with pytest.raises(Refused):
        world.desk.scope(world.by("admin"), "deal")


def test_without_anything_to_do_nothing_is_made_up(world, home):
    view = home.show(world.by("n1"))
    assert view.steps == ()
    assert (view.mine.level.mean, view.mine.points, view.mine.risks) == (None, 0, ())


def test_the_service_asks_no_adapter():
    folder = Path(__file__).parents[2] / "apps/revrise/services/home"
    assert all("revrise.adapters" not in path.read_text() for path in folder.glob("*.py"))
