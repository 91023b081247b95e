"""What a course must be like: always, and before anybody may learn from it."""

import re
from collections.abc import Iterable, Mapping
from typing import Protocol

from revrise.core.errors import Invalid
from revrise.core.learning.lesson import Lesson, Question

KINDS = ("text", "video", "quiz", "scorm")
LANGUAGES = ("en", "zh")
MOST_LESSONS, MOST_QUESTIONS = 100, 100
LEAST_OPTIONS, MOST_OPTIONS = 2, 10
_LONGEST_TITLE, _LONGEST_BODY, _LONGEST_DUE, _LONGEST_MINUTES = 300, 100_000, 3_650, 600
_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")


class Written(Protocol):
    """What is checked of a course."""

    @property
    def title(self) -> str:
        """In its own language."""
        ...

    @property
    def titles(self) -> Mapping[str, str]:
        """By language."""
        ...

    @property
    def language(self) -> str:
        """En | zh."""
        ...

    @property
    def competencies(self) -> tuple[str, ...]:
        """What it trains."""
        ...

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """In order."""
        ...

    @property
    def quiz(self) -> tuple[Question, ...]:
        """In order."""
        ...

    @property
    def pass_mark(self) -> float:
        """A share."""
        ...

    @property
    def due_days(self) -> int | None:
        """None: no due day."""
        ...


def check(course: Written, *, whole: bool = False) -> None:
    """Raises Invalid naming what is wrong; `whole` also asks for what a draft may still lack."""
    _title(course.title, "title")
    if course.language not in LANGUAGES or not set(course.titles) <= set(LANGUAGES):
        raise Invalid("a course is in en or zh", culprit="language", remedy="use en or zh")
    for title in course.titles.values():
        _title(title, "titles")
    if not 0 <= course.pass_mark <= 1:
        raise Invalid("the pass mark is a share", culprit="pass_mark", remedy="0 to 1")
    if course.due_days is not None and not 1 <= course.due_days <= _LONGEST_DUE:
        raise Invalid(f"due after 1 to {_LONGEST_DUE} days", culprit="due_days")
    _apart("lessons", [one.id for one in course.lessons], MOST_LESSONS)
    _apart("quiz", [one.id for one in course.quiz], MOST_QUESTIONS)
    for lesson in course.lessons:
        _lesson(lesson)
    for question in course.quiz:
        _question(question)
    if whole:
        _finished(course)


def _title(text: str, culprit: str) -> None:
    if not text.strip() or len(text) > _LONGEST_TITLE:
        raise Invalid(f"a title has 1 to {_LONGEST_TITLE} characters", culprit=culprit)


def _apart(culprit: str, ids: Iterable[str], most: int) -> None:
    given = list(ids)
    if len(given) > most:
        raise Invalid(f"{most} at most, got {len(given)}", culprit=culprit)
    if len(set(given)) < len(given) or not all(_ID.fullmatch(one) for one in given):
        raise Invalid(
            "each needs an id of its own", culprit=culprit, remedy="letters, digits, _ and -"
        )


def _lesson(lesson: Lesson) -> None:
    _title(lesson.title, "lessons")
    if lesson.kind not in KINDS:
        raise Invalid(f"no kind {lesson.kind!r}", culprit="lessons", remedy=", ".join(KINDS))
    if not 1 <= lesson.minutes <= _LONGEST_MINUTES:
        raise Invalid(f"a lesson takes 1 to {_LONGEST_MINUTES} minutes", culprit="lessons")
    if len(lesson.body) > _LONGEST_BODY or len(lesson.module) > _LONGEST_TITLE:
        raise Invalid(f"the text of {lesson.title} is too long", culprit="lessons")


def _question(question: Question) -> None:
    _title(question.text, "quiz")
    options = [one.strip() for one in question.options]
    many = LEAST_OPTIONS <= len(options) <= MOST_OPTIONS
    if not many or not all(options) or len({*options}) < len(options):
        raise Invalid(
            f"{question.text!r} needs {LEAST_OPTIONS} to {MOST_OPTIONS} different options",
            culprit="quiz",
        )
    if not 0 <= question.answer < len(options):
        raise Invalid(f"{question.text!r} has no such answer", culprit="quiz")


def _finished(course: Written) -> None:
    if not course.competencies:
        raise Invalid("say which competency it trains", culprit="competencies")
    if not course.lessons:
        raise Invalid("a course needs a lesson", culprit="lessons", remedy="add one")
    for lesson in course.lessons:
        if lesson.kind == "text" and not (lesson.body.strip() or lesson.asset_id):
            raise Invalid(
                f"{lesson.title} has nothing to read", culprit="lessons", remedy="write its text"
            )
