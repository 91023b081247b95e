"""What the forms of an author say, put into the text of a course."""

from typing import TypeVar
from uuid import uuid4

from attrs import evolve

from revrise.apps.web.forms import Sent
from revrise.core.errors import Invalid, NotFound
from revrise.core.learning.course import Lesson, Question
from revrise.services.learning.authoring import CourseText

T = TypeVar("T")
_WHOLE = 100


def basics(text: CourseText, form: Sent) -> CourseText:
    """What the course is called, trains and asks for. Raises Invalid for no numbers."""
    language = "zh" if form.text("language") == "zh" else "en"
    titles = {name: form.text(f"title_{name}") for name in ("en", "zh")}
    mark = _number(form, "pass_mark")
    return evolve(
        text,
        title=titles[language],
        titles={name: title for name, title in titles.items() if title and name != language},
        language=language,
        competencies=form.many("competencies"),
        pass_mark=text.pass_mark if mark is None else mark / _WHOLE,
        due_days=_number(form, "due_days"),
    )


def lesson(there: tuple[Lesson, ...], at: int, form: Sent) -> tuple[Lesson, ...]:
    """With the lesson of this place as the form has it, or one more at the end."""
    before = _at(there, at) if at < len(there) else Lesson(f"l-{uuid4().hex[:12]}", "")
    after = evolve(
        before,
        title=form.text("title"),
        module=form.text("module"),
        minutes=_number(form, "minutes") or before.minutes,
        body=form.text("body").replace("\r\n", "\n"),
        asset_id=form.maybe("asset_id"),
        scenario_id=form.maybe("scenario_id"),
    )
    return (*there[:at], after, *there[at + 1 :])


def question(there: tuple[Question, ...], at: int, form: Sent) -> tuple[Question, ...]:
    """The same for a question; its options are lines, the right one is counted from 1."""
    kept = _at(there, at).id if at < len(there) else f"q-{uuid4().hex[:12]}"
    right = _number(form, "answer") or 0
    after = Question(kept, form.text("text"), form.lines("options"), right - 1)
    return (*there[:at], after, *there[at + 1 :])


def without(there: tuple[T, ...], at: int) -> tuple[T, ...]:
    """Without the one of this place. Raises NotFound where there is none."""
    _at(there, at)
    return (*there[:at], *there[at + 1 :])


def moved(there: tuple[T, ...], at: int) -> tuple[T, ...]:
    """With the one of this place before the one above it; the first stays."""
    one = _at(there, at)
    rest, up = without(there, at), max(at - 1, 0)
    return (*rest[:up], one, *rest[up:])


def place_of(text: str) -> int:
    """A place as it stands in an address. Raises NotFound for what is none."""
    if not text.isascii() or not text.isdecimal() or len(text) > len(str(_WHOLE)):
        raise NotFound(f"there is no place {text}")
    return int(text)


def _at(there: tuple[T, ...], at: int) -> T:
    if not 0 <= at < len(there):
        raise NotFound(f"there is no place {at}")
    return there[at]


def _number(form: Sent, name: str) -> int | None:
    """A whole number, None where nothing was typed. Raises Invalid for anything else."""
    found = form.whole(name)
    if found is None and form.text(name):
        raise Invalid("that is no whole number", culprit=name)
    return found
