"""Fields of vendors' JSON, checked one by one so that a wrong one is named."""

import re
from typing import Any

from attrs import frozen

from revrise.core.errors import Invalid
from revrise.plugins.calls.cue_times import DAY_MS

DAY_S = DAY_MS // 1_000
_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,12})?")


@frozen
class Fields:
    """An object in the file `name`, at `path`."""

    name: str
    path: str
    item: dict[str, Any]

    @classmethod
    def of(cls, item: object, name: str, path: str = "") -> "Fields":
        """The object itself. Raises Invalid, as everything here does, where it is none."""
        if not isinstance(item, dict):
            raise wrong(name, path or "document", "must be an object")
        return cls(name, path, item)

    def many(self, key: str) -> list["Fields"]:
        """The objects of a list; none where it is left out."""
        found = self.item.get(key) or []
        if not isinstance(found, list):
            raise self.wrong(key, "must be a list")
        return [Fields.of(one, self.name, f"{self.at(key)}[{n}]") for n, one in enumerate(found)]

    def ms(self, key: str) -> int:
        """Whole milliseconds since the call began; vendors also write them as text."""
        value = self.item.get(key)
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:  # noqa: PLR2004
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.wrong(key, "must be a whole number of milliseconds")
        if not 0 <= value <= DAY_MS:
            raise self.wrong(key, f"must be 0 to 24 hours in ms, got {str(value)[:40]}")
        return value

    def interval(self, start: str, end: str) -> tuple[int, int]:
        """From when to when."""
        return self._ordered(self.ms(start), self.ms(end), end)

    def seconds(self, key: str) -> int:
        """Milliseconds of a number of seconds since the call began, also written as text."""
        value = self.item.get(key)
        if isinstance(value, str) and _SECONDS.fullmatch(value):
            value = float(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(key, "must be a number of seconds")
        if not 0 <= value <= DAY_S:
            raise self.wrong(key, f"must be 0 to 24 hours in seconds, got {str(value)[:40]}")
        return round(value * 1000)

    def seconds_interval(self, start: str, end: str) -> tuple[int, int]:
        """From when to when, of seconds."""
        return self._ordered(self.seconds(start), self.seconds(end), end)

    def text(self, key: str) -> str:
        """Empty where it is left out."""
        value = self.item.get(key)
        if value is None:
            return ""
        if problem := unfit(value):
            raise self.wrong(key, problem)
        return str(value)

    def _ordered(self, begin: int, until: int, end: str) -> tuple[int, int]:
        if until < begin:
            raise self.wrong(end, f"is before the start, {until} < {begin} ms")
        return begin, until

    def at(self, key: str) -> str:
        """Where a field stands."""
        return f"{self.path}.{key}" if self.path else key

    def wrong(self, key: str, problem: str) -> Invalid:
        """A refusal that names it."""
        return wrong(self.name, self.at(key), problem)


def unread(name: str) -> Invalid:
    """A refusal of JSON that nobody here knows."""
    remedy = "export it as VTT or SRT, or see which JSON is read in docs/intake.md"
    return Invalid("is JSON of no system that is read", culprit=name, remedy=remedy)


def unfit(value: object) -> str | None:
    """Why a value is no text that every database keeps; None where it is."""
    if not isinstance(value, str) or "\0" in value:
        return "must be a text"
    try:
        value.encode()
    except UnicodeEncodeError:
        return "holds half a surrogate pair"
    return None


def wrong(name: str, path: str, problem: str) -> Invalid:
    """A refusal that names file and field."""
    return Invalid(problem, culprit=f"{name}:{path}", remedy="give the JSON as the service sent it")
