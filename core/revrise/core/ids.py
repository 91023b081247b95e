"""Identifiers: UUIDv7 behind a prefix that says what they name, e.g. `deal_0197f3…`."""

import uuid

_RANDOM_BITS = 74
_BETWEEN, _ESCAPE = "\x1f", "\x1e"


def uuid7(at_ms: int, random_bits: int) -> int:
    """UUIDv7 (RFC 9562 §5.7) of a Unix time in ms and 74 random bits, both given by the caller."""
    rand_a, rand_b = random_bits >> 62 & 0xFFF, random_bits & ((1 << 62) - 1)
    return (at_ms & ((1 << 48) - 1)) << 80 | 0x7 << 76 | rand_a << 64 | 0b10 << 62 | rand_b


def prefixed(prefix: str, at_ms: int, random_bits: int) -> str:
    """`prefix_` and the 32 hex digits of a UUIDv7; sorts by time within a prefix."""
    return f"{prefix}_{uuid7(at_ms, random_bits & ((1 << _RANDOM_BITS) - 1)):032x}"


def derived(prefix: str, *parts: str) -> str:
    """The same id for the same parts, for things that must not be made twice (UUIDv5)."""
    return f"{prefix}_{uuid.uuid5(uuid.NAMESPACE_URL, _BETWEEN.join(map(_escaped, parts))).hex}"


def _escaped(part: str) -> str:
    """The part without the separator, so that ("a␟b",) and ("a", "b") stay apart."""
    return part.replace(_ESCAPE, _ESCAPE * 2).replace(_BETWEEN, f"{_ESCAPE}.")
