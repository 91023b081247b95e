"""Small writes of many threads in one transaction: whoever comes first writes for those behind.

A commit that is safe on disk costs more than the write itself. While one thread commits, the
others queue up; the next of them then writes for all.
"""

from collections import deque
from collections.abc import Callable
from threading import Event, Lock
from typing import Any, TypeVar

from attrs import define, field
from sqlalchemy import Connection, Engine

from revrise.adapters.sql.failures import translated
from revrise.core.errors import Retriable

T = TypeVar("T")
_MOST = 64


@define(eq=False)
class _Write:
    work: Callable[[Connection], Any]
    woken: Event = field(factory=Event)
    ready: bool = False
    answer: Any = None
    # Until it is committed; so that an interrupt in the thread that leads fools nobody.
    error: Exception | None = field(factory=lambda: Retriable("the write was interrupted"))


class GroupCommit:
    """Writes that do not depend on one another; each is committed when `do` returns."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: deque[_Write] = deque()
        self._lock, self._busy = Lock(), False

    def do(self, work: Callable[[Connection], T]) -> T:
        """What `work` answers, once it is committed. Raises what it raises, alone."""
        mine = _Write(work)
        with self._lock:
            self._waiting.append(mine)
            leads, self._busy = not self._busy, True
        if not leads:
            mine.woken.wait()
        if not mine.ready:
            self._lead()
        if mine.error is not None:
            raise mine.error
        answer: T = mine.answer
        return answer

    def _lead(self) -> None:
        """Writes what waits, its own first, and lets the next one lead."""
        with self._lock:
            batch = [self._waiting.popleft() for _ in range(min(_MOST, len(self._waiting)))]
        try:
            self._write(batch)
        finally:
            with self._lock:
                following = self._waiting[0] if self._waiting else None
                self._busy = following is not None
            for write in batch:
                write.ready = True
                write.woken.set()
            if following is not None:
                following.woken.set()

    def _write(self, batch: list[_Write]) -> None:
        try:
            with translated(self._engine), self._engine.begin() as connection:
                for write in batch:
                    write.answer = write.work(connection)
            for write in batch:
                write.error = None
        except Exception as error:  # noqa: BLE001  # each write hears of its own failure
            if len(batch) == 1:
                batch[0].error = error
                return
            for write in batch:
                self._write([write])
