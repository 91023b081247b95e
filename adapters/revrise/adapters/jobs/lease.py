"""Leases without clocks: a worker is alive while others see its beats go up.

Each observer measures with its own monotonic time how long a count has stood still, so neither
a stepped clock nor clocks that differ make anybody dead.
"""

from collections.abc import Iterable, Sequence
from time import monotonic
from typing import Protocol

from attrs import define, field

# After the observer itself was stopped, or the database away, others get time to beat again.
_LOOKS = 3


class Pulse(Protocol):
    """What is seen of a worker."""

    @property
    def id(self) -> str:
        """Whose it is."""
        ...

    @property
    def boot(self) -> str:
        """Of which process."""
        ...

    @property
    def beats(self) -> int:
        """How often it has beaten."""
        ...


@define
class _Seen:
    boot: str
    beats: int
    since: float
    looks: int = 0


@define
class Watch:
    """Remembers when each count last moved. `lease_s` is how long it may stand still."""

    lease_s: float
    _seen: dict[str, _Seen] = field(factory=dict)

    def lapsed(self, workers: Iterable[Pulse], now: float | None = None) -> Sequence[str]:
        """The ids of those whose count has stood still for longer than the lease."""
        at = monotonic() if now is None else now
        found = {worker.id: worker for worker in workers}
        self._seen = {key: seen for key, seen in self._seen.items() if key in found}
        return [key for key, worker in found.items() if self._silent(worker, at)]

    def _silent(self, worker: Pulse, at: float) -> bool:
        seen = self._seen.get(worker.id)
        if seen is None or (seen.boot, seen.beats) != (worker.boot, worker.beats):
            self._seen[worker.id] = _Seen(worker.boot, worker.beats, at)
            return False
        seen.looks += 1
        return seen.looks >= _LOOKS and at - seen.since > self.lease_s
