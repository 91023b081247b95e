"""A person goes through a course."""

from datetime import UTC, datetime
from math import nan

import pytest
from attrs import evolve
from tests.support.machines import can_reach, walk

from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.learning.course import Course, Lesson
from revrise.core.learning.enrolment import Enrolment

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
COURSE = Course("c", "Price", ("closing",), (Lesson("a", "Why"), Lesson("b", "How")))
START = Enrolment("e", "c", "per", "team", NOW)
STEPS = walk(
    START,
    {
        "finish a": lambda one: one.finish_lesson(COURSE, "a"),
        "finish b": lambda one: one.finish_lesson(COURSE, "b"),
        "finish x": lambda one: one.finish_lesson(COURSE, "x"),
        "pass": lambda one: one.complete(COURSE, 0.8, NOW)[0],
        "fail": lambda one: one.complete(COURSE, 0.79, NOW)[0],
    },
)


def test_it_goes_from_enrolled_over_in_progress_to_completed():
    walked = {(step.before.state, step.after.state) for step in STEPS if step.changed}
    assert walked == {
        ("enrolled", "in_progress"),
        ("in_progress", "in_progress"),
        ("in_progress", "completed"),
    }


def test_it_can_always_be_completed_and_stays_so():
    assert can_reach(STEPS, lambda one: one.state == "completed")
    assert not any(step.changed for step in STEPS if step.before.state == "completed")


def test_every_change_is_one_version_more_and_nothing_else_is():
    for step in STEPS:
        if step.after is not None:
            assert step.after.version == step.before.version + step.changed


def test_only_all_lessons_and_the_pass_mark_complete():
    for step in STEPS:
        if step.changed and step.after.state == "completed":
            assert step.move == "pass"
            assert set(step.before.done) == {"a", "b"}


def test_lessons_are_kept_once_in_the_order_they_were_done():
    done = START.finish_lesson(COURSE, "b").finish_lesson(COURSE, "a").finish_lesson(COURSE, "b")
    assert done.done == ("b", "a")


def test_a_refusal_names_the_lessons_still_open():
    with pytest.raises(Refused, match="How") as refusal:
        START.finish_lesson(COURSE, "a").complete(COURSE, 1.0, NOW)
    assert "Why" not in str(refusal.value)
    assert refusal.value.remedy


def ready():
    return START.finish_lesson(COURSE, "a").finish_lesson(COURSE, "b")


def test_a_refusal_names_the_score_the_pass_mark_and_the_way_out():
    with pytest.raises(Refused, match=r"scored 79%.*80%.*take the quiz again"):
        ready().complete(COURSE, 0.79, NOW)


@pytest.mark.parametrize("score", [nan, -0.1, 1.01, 80])
def test_a_score_is_a_share(score):
    with pytest.raises(Invalid, match="0 to 1"):
        ready().complete(COURSE, score, NOW)


def test_a_lesson_of_another_course_is_not_found():
    with pytest.raises(NotFound, match="no lesson x"):
        START.finish_lesson(COURSE, "x")


def test_a_course_that_grows_does_not_reopen_what_is_completed():
    done, _ = ready().complete(COURSE, 0.9, NOW)
    grown = evolve(COURSE, lessons=(*COURSE.lessons, Lesson("new", "More")))
    assert done.finish_lesson(grown, "new") == done


def test_completing_says_so_once():
    done, events = ready().complete(COURSE, 0.9, NOW)
    assert (done.score, done.completed_at) == (0.9, NOW)
    assert [(event.name, event.subject, event.data) for event in events] == [
        ("course.completed", "e", {"course": "c"})
    ]
    with pytest.raises(Conflict, match="already"):
        done.complete(COURSE, 1.0, NOW)
