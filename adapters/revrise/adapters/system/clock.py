"""The real present and fresh ids."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock
from time import time_ns

from revrise.core.ids import prefixed

_COUNTER_BITS, _TAIL_BITS = 12, 62


class SystemClock:
    """Implements `ports.clock.Clock`."""

    def now(self) -> datetime:
        """See Clock."""
        return datetime.now(UTC)


class ShiftedClock:
    """The present, moved: a demonstration goes on from the last day of its data."""

    def __init__(self, shift: timedelta) -> None:
        self._shift = shift

    def now(self) -> datetime:
        """See Clock."""
        return datetime.now(UTC) + self._shift


class SystemIds:
    """Implements `ports.clock.Ids`: ascending within the process even when the clock steps back.

    The first random bits are a counter within the millisecond (RFC 9562 §6.2, method 1).
    """

    def __init__(self, now_ns: Callable[[], int] = time_ns) -> None:
        self._now_ns = now_ns
        self._lock = Lock()
        self._at_ms = self._counter = 0

    def new(self, prefix: str) -> str:
        """See Ids."""
        tail = int.from_bytes(os.urandom(8)) >> (64 - _TAIL_BITS)
        with self._lock:
            at_ms, counter = self._next()
        return prefixed(prefix, at_ms, counter << _TAIL_BITS | tail)

    def _next(self) -> tuple[int, int]:
        now = self._now_ns() // 1_000_000
        if now > self._at_ms:
            self._at_ms, self._counter = now, 0
        elif self._counter + 1 < 1 << _COUNTER_BITS:
            self._counter += 1
        else:
            self._at_ms, self._counter = self._at_ms + 1, 0
        return self._at_ms, self._counter
