"""Where a call source is in time: from when it asks, and what of that it brought already.

Services list calls by when they began, yet have a transcript minutes or hours later. So each look
goes back a while; calls brought before are known by their ids and not asked for again.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import evolve, frozen

from revrise.core.errors import Invalid
from revrise.ports import CallPage, FoundCall

# So much is asked for at once: some services list no more, and the ids of it are remembered.
SPAN = timedelta(days=7)


@frozen
class Window:
    """From `since` on (UTC); `seen` are (id, began) of calls brought in it."""

    since: datetime
    seen: frozenset[tuple[str, datetime]] = frozenset()

    @classmethod
    def read(cls, cursor: str | None, start: datetime) -> "Window":
        """From a cursor, or from `start` on. Raises Invalid for a cursor that is none."""
        if cursor is None:
            return cls(start)
        try:
            found = json.loads(cursor)
            seen = frozenset((_id(key), _time(at)) for key, at in found["seen"].items())
            return cls(_time(found["since"]), seen)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise Invalid("this is no cursor of this source", culprit="cursor") from None

    @property
    def ids(self) -> frozenset[str]:
        """Calls that were brought."""
        return frozenset(one for one, _ in self.seen)

    def with_(self, brought: Iterable[tuple[str, datetime]]) -> "Window":
        """After these were brought."""
        return evolve(self, seen=self.seen | frozenset(brought))

    def end(self, now: datetime) -> datetime:
        """Until when it asks."""
        return min(self.since + SPAN, now)

    def after(self, end: datetime, back: timedelta) -> "Window":
        """The next one: it goes back a while, for what was not ready; never behind itself."""
        since = max(self.since, end - back)
        return Window(since, frozenset((one, at) for one, at in self.seen if at >= since))

    @property
    def cursor(self) -> str:
        """To go on from."""
        seen = {one: at.isoformat() for one, at in sorted(self.seen)}
        return json.dumps({"since": self.since.isoformat(), "seen": seen})


# What was found from its beginning until a moment, page by page, each with the window after it.
Look = Callable[[Window, datetime], Iterator[tuple[Window, Sequence[FoundCall]]]]


def pulled(
    cursor: str | None, now: datetime, look: Look, *, days: int, hours: int
) -> Iterator[CallPage]:
    """See CallSource.pull: SPAN after SPAN until now.

    The first time it begins `days` ago, and each window begins `hours` before the last one ended.
    """
    window = Window.read(cursor, now - timedelta(days=days))
    while True:
        end = window.end(now)
        for after, found in look(window, end):
            window = after
            yield CallPage(found, window.cursor)
        window = window.after(end, timedelta(hours=hours))
        yield CallPage((), window.cursor)
        if end >= now:
            return


def _id(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _time(value: Any) -> datetime:
    return datetime.fromisoformat(value).astimezone(UTC)


def utc_now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)
