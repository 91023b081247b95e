"""What followed an objection: the seller's steps and how the buyer took them.

Steps, after the usual acknowledge–explore–answer–confirm sequence of sales training:
acknowledged (says it was heard), explored (asks about it), answered (says something of
substance), confirmed (checks back).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import Factory, define, frozen

from revrise.core.conversations.moment import Span
from revrise.core.conversations.objection.handling_signs import signs
from revrise.core.conversations.objection.handling_steps import OPENED, steps
from revrise.core.conversations.objection.replies_said import MORE
from revrise.core.conversations.reading import Reading

STEPS = ("acknowledged", "explored", "answered", "confirmed")
WINDOW = 12
_REFUSED = frozenset({"refused", "no"})


@define
class _Course:
    """How far the handling of one objection has come; `waiting` while the buyer explains."""

    steps: dict[str, Span] = Factory(dict)
    spoken: bool = False
    waiting: bool = False


@frozen
class Handling:
    """The objections of a call, by category for each utterance, ready to be followed up."""

    reading: Reading
    found: Mapping[int, Sequence[str]]
    _told: dict[int, dict[str, Span]] = Factory(dict)
    _signs: dict[int, frozenset[str]] = Factory(dict)

    def of(self, objection: int, category: str) -> Mapping[str, Any]:
        """The data of the objection of a category in an utterance.

        Each step is `[utterance, start, end]` or None; `outcome` agreed | moved_on | repeated |
        another | refused | no_reply; `success` True, False, or None without a reply; `reply` the
        deciding words. Looks at the next `WINDOW` utterances.
        """
        course, outcome, reply = _Course(), "no_reply", None
        last = min(objection + WINDOW + 1, len(self.reading.lines))
        for index in range(objection + 1, last):
            if self.reading.sides[index] == "seller":
                self._seller(index, course)
            elif self.reading.sides[index] == "buyer" and course.spoken:
                verdict = self._buyer(index, course, category)
                if verdict:
                    outcome, reply = verdict, self.reading.whole(index)
                    break
        success = None if outcome == "no_reply" else outcome in {"agreed", "moved_on"}
        taken = {step: _plain(course.steps.get(step)) for step in STEPS}
        return {**taken, "outcome": outcome, "success": success, "reply": _plain(reply)}

    def _seller(self, index: int, course: _Course) -> None:
        if index not in self._told:
            self._told[index] = steps(self.reading, index)
        told = self._told[index]
        if OPENED in told and not course.spoken:
            course.steps["acknowledged"] = told[OPENED]
        course.spoken = True
        for step in STEPS:
            if step in told:
                course.steps.setdefault(step, told[step])
        if "confirmed" in told or "answered" in told:
            course.waiting = False
        elif "explored" in told:
            course.waiting = True

    def _buyer(self, index: int, course: _Course, category: str) -> str | None:
        """The verdict of what the buyer says, or None where it decides nothing yet."""
        if index not in self._signs:
            self._signs[index] = signs(self.reading.lines[index])
        shown, objections = self._signs[index], self.found.get(index, ())
        if category in objections:
            return None if course.waiting else "repeated"
        if "silent" in shown or ("nod" in shown and "confirmed" not in course.steps):
            return None
        if course.waiting:
            course.waiting = False
            return None
        nothing_more = "no" in shown and self._asked_for_more(index)
        if not nothing_more and not shown.isdisjoint(_REFUSED):
            return "refused"
        if objections:
            return "another"
        return "agreed" if nothing_more or "agreed" in shown else "moved_on"

    def _asked_for_more(self, index: int) -> bool:
        """Whether the line before asks what else there is, so that a no says: nothing."""
        return bool(self.reading.lines[index - 1].hits(MORE))


def _plain(span: Span | None) -> list[int] | None:
    return None if span is None else [span.utterance, span.start, span.end]
