"""What was worked out lately, kept by the process for who asks again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Newest(Generic[T]):
    """The `most` answers asked for last, by a key that says all they depend on."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def kept(self) -> list[T]:
        """All of them, the oldest first."""
        with self._lock:
            return list(self._kept.values())

    def of(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer kept under a key, else one made now; two at once may make the same."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made
