"""Where the lines of a call stand in the index of what was said: the newest call comes first."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import blake2b

_BEGIN = datetime(2000, 1, 1, tzinfo=UTC)
_MINUTES, _CALL_BITS, _TRIES = (1 << 26) - 1, 20, 16


def bases(at: datetime, name: str) -> Iterator[int]:
    """Places for a call that began then, each to be tried where the one before is taken."""
    minutes = min(max(int((at - _BEGIN).total_seconds() // 60), 0), _MINUTES)
    for salt in range(_TRIES):
        found = blake2b(f"{salt}/{name}".encode(), digest_size=4).digest()
        yield minutes << _CALL_BITS | int.from_bytes(found) & ((1 << _CALL_BITS) - 1)
