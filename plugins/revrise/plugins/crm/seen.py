"""Whether a key came before, in bounded memory: 8 bytes a key beyond the first million."""

from array import array
from bisect import bisect_left
from collections.abc import Hashable

_RECENT = 1_000_000  # keys


class Seen:
    """A growing set of 64-bit hashes; two of ten million keys collide with odds below 1e-5."""

    def __init__(self, recent: int = _RECENT) -> None:
        self._most = recent
        self._recent: set[int] = set()
        self._runs: list[array[int]] = []

    def add(self, key: Hashable) -> bool:
        """Adds a key; true when it was not there yet."""
        number = hash(key)
        if number in self._recent or any(_holds(run, number) for run in self._runs):
            return False
        self._recent.add(number)
        if len(self._recent) >= self._most:
            self._runs.append(array("q", sorted(self._recent)))
            self._recent.clear()
        return True


def _holds(run: "array[int]", number: int) -> bool:
    at = bisect_left(run, number)
    return at < len(run) and run[at] == number
