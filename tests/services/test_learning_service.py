"""Courses: enrolled once, lessons done, completed above the pass mark."""

from datetime import timedelta

import pytest
from tests.services.conftest import NOW, World

from revrise.core.errors import Conflict, NotFound, Refused
from revrise.core.learning.course import Course, Lesson
from revrise.core.learning.enrolment import Enrolment
from revrise.services.learning.service import Learning

COURSE = Course(
    "c1", "Discovery", ("discovery",), (Lesson("l1", "One"), Lesson("l2", "Two")), due_days=14
)
DRAFT = Course("c2", "Soon", ("closing",), (Lesson("x", "X"),), state="draft")


@pytest.fixture
def learning(world: World) -> Learning:
    world.put(COURSE, DRAFT)
    return Learning(world.desk)


def test_a_rep_takes_a_course_from_start_to_completion(world: World, learning: Learning) -> None:
    by, before = world.by("n1"), len(world.audited)
    enrolled = learning.enrol("c1", "n1", by)
    assert (enrolled.team_id, enrolled.due_at) == ("north", NOW + timedelta(days=14))
    for lesson in ("l1", "l2", "l2"):
        learning.finish_lesson(enrolled.id, lesson, by)
    done = learning.complete(enrolled.id, 0.9, by)
    assert (done.state, done.score, done.completed_at) == ("completed", 0.9, NOW)
    assert world.all(Enrolment) == [done]
    actions = ["enrolment.added", "lesson.finished", "lesson.finished", "course.completed"]
    assert world.audited[before:] == actions
    events = [event.name for _, event in world.desk.store.outbox(by.tenant_id)]
    assert events.count("course.completed") == 1


def test_completing_needs_every_lesson_and_the_pass_mark(world: World, learning: Learning) -> None:
    by = world.by("n1")
    enrolled = learning.enrol("c1", "n1", by)
    learning.finish_lesson(enrolled.id, "l1", by)
    with pytest.raises(Refused, match="Two"):
        learning.complete(enrolled.id, 1, by)
    learning.finish_lesson(enrolled.id, "l2", by)
    with pytest.raises(Refused, match="80%"):
        learning.complete(enrolled.id, 0.79, by)
    assert world.all(Enrolment)[0].state == "in_progress"
    learning.complete(enrolled.id, 0.8, by)
    with pytest.raises(Conflict):
        learning.complete(enrolled.id, 1, by)


def test_nobody_is_enrolled_twice(world: World, learning: Learning) -> None:
    learning.enrol("c1", "n1", world.by("n1"))
    for who in ("n1", "manager", "enb"):
        with pytest.raises(Conflict):
            learning.enrol("c1", "n1", world.by(who))
    assert len(world.all(Enrolment)) == 1


@pytest.mark.parametrize(
    ("who", "whom", "may"),
    [("manager", "n1", True), ("manager", "s1", False), ("coach", "s1", True), ("enb", "s1", True),
     ("n1", "n2", False)],
)  # fmt: skip
def test_who_enrols_whom(
    world: World, learning: Learning, who: str, whom: str, *, may: bool
) -> None:
    if may:
        assert learning.enrol("c1", whom, world.by(who)).person_id == whom
        return
    with pytest.raises(Refused):
        learning.enrol("c1", whom, world.by(who))
    assert world.all(Enrolment) == []


def test_a_refusal_does_not_tell_whether_somebody_is_enrolled(
    world: World, learning: Learning
) -> None:
    learning.enrol("c1", "n2", world.by("n2"))
    said = []
    for whom in ("n2", "n3"):
        with pytest.raises(Refused) as caught:
            learning.enrol("c1", whom, world.by("n1"))
        said.append(str(caught.value).replace(whom, "them"))
    assert said[0] == said[1]


def test_a_draft_course_and_a_hidden_enrolment_answer_like_missing_ones(
    world: World, learning: Learning
) -> None:
    hidden = learning.enrol("c1", "n2", world.by("n2")).id
    by, said = world.by("n1"), []
    for name in ("c2", "nowhere"):
        with pytest.raises(NotFound) as caught:
            learning.enrol(name, "n1", by)
        said.append(str(caught.value).replace(name, "it"))
    for name in (hidden, "enr_nowhere"):
        with pytest.raises(NotFound) as caught:
            learning.finish_lesson(name, "l1", by)
        said.append(str(caught.value).replace(name, "it"))
    assert said[0] == said[1]
    assert said[2] == said[3]


def test_a_lesson_of_another_course_is_none(world: World, learning: Learning) -> None:
    enrolled = learning.enrol("c1", "n1", world.by("n1"))
    with pytest.raises(NotFound):
        learning.finish_lesson(enrolled.id, "x", world.by("n1"))


@pytest.mark.parametrize(
    ("person", "seen"),
    [("n1", {"n1"}), ("manager", {"n1"}), ("coach", {"n1", "s1"}), ("enb", {"n1", "s1"})],
)
def test_enrolments_reach_as_far_as_the_policy(
    world: World, learning: Learning, person: str, seen: set[str]
) -> None:
    for rep in ("n1", "s1"):
        learning.enrol("c1", rep, world.by(rep))
    assert {row["person_id"] for row in learning.enrolments(world.by(person))} == seen
    titles = [row["title"] for row in learning.courses(world.by(person))]
    assert titles == (["Discovery", "Soon"] if person == "enb" else ["Discovery"])
