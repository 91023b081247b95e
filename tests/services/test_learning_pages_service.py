"""Courses as pages show them: mine, the catalogue, others in reach; quizzes that are marked."""

from datetime import timedelta
from typing import Any

import pytest
from tests.services.conftest import NOW, World
from tests.services.test_practice_service import GOOD, SCENARIOS

from revrise.core.errors import Conflict, NotFound, Refused
from revrise.core.learning.course import Course, Lesson, Question
from revrise.core.learning.enrolment import Enrolment
from revrise.core.roleplay.session import RolePlay
from revrise.services.learning.page import LearningPages
from revrise.services.learning.service import Learning
from revrise.services.measures.analysing import Analyst
from revrise.services.roleplay.service import Practice

QUIZ = (Question("q1", "Which?", ("a", "b"), 1), Question("q2", "Who?", ("a", "b", "c"), 0))
ASKING = Course("c1", "Asking", ("discovery",), (Lesson("l1", "One"),), due_days=7, quiz=QUIZ)
CLOSING = Course("c2", "Closing", ("closing",), (Lesson("l1", "One"), Lesson("l2", "Two")))


@pytest.fixture
def pages(world: World) -> LearningPages:
    late = NOW - timedelta(days=1)
    world.put(
        ASKING,
        CLOSING,
        Enrolment("e1", "c1", "n1", "north", NOW, late),
        Enrolment("e2", "c2", "n1", "north", NOW, done=("l1",), state="in_progress"),
        Enrolment("e3", "c1", "s1", "south", NOW, completed_at=NOW, state="completed"),
    )
    return LearningPages(world.desk)  # fmt: skip


def test_what_is_due_comes_first(world: World, pages: LearningPages) -> None:
    page = pages.overview(world.by("n1"))
    assert [one.course.id for one in page.mine] == ["c1", "c2"]
    assert [one.late(NOW) for one in page.mine] == [True, False]
    assert [one.share for one in page.mine] == [0.0, 0.5]
    assert (page.catalogue, page.groups) == ((), ())


def test_others_are_counted_as_far_as_the_policy_reaches(
    world: World, pages: LearningPages
) -> None:
    counts = {
        who: [(one.course.id, one.enrolled, one.done, one.late)
              for one in pages.overview(world.by(who)).groups]
        for who in ("manager", "enb")
    }  # fmt: skip
    assert counts["manager"] == [("c1", 1, 0, 1), ("c2", 1, 0, 0)]
    assert counts["enb"] == [("c1", 2, 1, 1), ("c2", 1, 0, 0)]


def test_who_may_enrol_is_offered_those_in_reach(world: World, pages: LearningPages) -> None:
    offered = {
        who: {row["id"] for row in pages.course("c1", world.by(who)).candidates}
        for who in ("n2", "manager", "enb")
    }
    assert offered["n2"] == set()
    assert offered["manager"] >= {"n2", "n6"}
    assert not offered["manager"] & {"n1", "s2"}
    assert offered["enb"] >= {"n2", "s2"}


def test_a_quiz_is_marked_by_its_answers(world: World, pages: LearningPages) -> None:
    learning, rep = Learning(world.desk), world.by("n1")
    learning.finish_lesson("e1", "l1", rep)
    for answers in ({}, {"q1": 1}, {"q1": 0, "q2": 0}):
        with pytest.raises(Refused, match="pass mark"):
            learning.answer("e1", answers, rep)
    done = learning.answer("e1", {"q1": 1, "q2": 0}, rep)
    assert (done.score, done.state) == (1.0, "completed")
    with pytest.raises(Conflict):
        learning.answer("e1", {"q1": 1, "q2": 0}, rep)


def test_nobody_answers_for_another(world: World, pages: LearningPages) -> None:
    with pytest.raises((Refused, NotFound)):
        Learning(world.desk).answer("e1", {"q1": 1, "q2": 0}, world.by("n2"))


def test_a_lesson_is_found_by_its_place(world: World, pages: LearningPages) -> None:
    page, place = pages.lesson("c2", "l2", world.by("n1"))
    assert (page.course.id, place) == ("c2", 1)
    with pytest.raises(NotFound):
        pages.lesson("c2", "l9", world.by("n1"))


@pytest.fixture
def practice(world: World, catalogue: Any) -> Practice:
    world.put(*SCENARIOS)
    return Practice(world.desk, Analyst(catalogue))


def test_a_second_click_starts_and_says_nothing_twice(world: World, practice: Practice) -> None:
    rep = world.by("n1")
    first = practice.begin("price", rep)
    assert practice.begin("price", rep) == first
    said = practice.say_once(first.id, GOOD, 1, rep)
    assert practice.say_once(first.id, GOOD, 1, rep) == said
    assert practice.begin("price", rep).id != first.id
    assert len(world.all(RolePlay)) == 2


def test_a_session_is_shown_with_its_score_and_tries(world: World, practice: Practice) -> None:
    rep = world.by("n1")
    talk = practice.say_once(practice.begin("price", rep).id, GOOD, 1, rep)
    practice.submit(talk.id, rep)
    page = practice.show(talk.id, world.by("coach"))
    assert page.assessment is not None
    assert page.scenario is not None
    assert [row["id"] for row in page.tries] == [talk.id]
    assert practice.rubric(page) is not None
    for other in ("n2", "s1"):
        with pytest.raises(NotFound):
            practice.show(talk.id, world.by(other))
