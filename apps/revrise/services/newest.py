"""What was worked out lately, kept by the process for who asks again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Event, Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Newest(Generic[T]):
    """The `most` answers asked for last, by a key that says all they depend on."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._making: dict[Hashable, Event] = {}
        self._lock = Lock()

    def kept(self) -> list[T]:
        """All of them, the oldest first."""
        with self._lock:
            return list(self._kept.values())

    def get(self, key: Hashable) -> T | None:
        """The answer kept under a key."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def of(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer kept under a key, else one made now.

        Who asks while another makes it waits for theirs: a page that takes long is reloaded, and
        each look at it would slow down all of them. Where making it fails, each tries alone.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            theirs = self._making.get(key)
            mine = self._making.setdefault(key, Event())
        if theirs is not None:
            theirs.wait()
            return self.of(key, make)
        try:
            made = make()
            self._keep(key, made)
        finally:
            with self._lock:
                del self._making[key]
            mine.set()
        return made

    def _keep(self, key: Hashable, made: T) -> None:
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
