"""Timing lines of WebVTT and SRT."""

import re

from revrise.core.errors import Invalid

DAY_MS = 86_400_000
ARROW = "-->"
_STAMP = re.compile(r"(?:([0-9]{1,6}):)?([0-9]{1,4}):([0-9]{1,2})(?:[.,]([0-9]{1,3}))?")
_SIXTY = 60
_WAY_OUT = "write 00:01:02.500 --> 00:01:04.000"


def interval(line: str, where: str) -> tuple[int, int]:
    """Start and end in ms of a timing line. Raises Invalid at `where`, a file:line."""
    before, _, after = line.partition(ARROW)
    ends = after.split()
    if not before.strip() or not ends:
        raise Invalid("a time is missing", culprit=where, remedy=_WAY_OUT)
    start, end = _ms(before.strip(), where), _ms(ends[0], where)
    if end < start:
        raise Invalid("ends before it starts", culprit=where, remedy="swap or mend the two times")
    return start, end


def _ms(stamp: str, where: str) -> int:
    if stamp.startswith("-"):
        raise Invalid(f"negative time {stamp[:40]!r}", culprit=where, remedy=_WAY_OUT)
    match = _STAMP.fullmatch(stamp)
    if match is None:
        raise Invalid(f"no time: {stamp[:40]!r}", culprit=where, remedy=_WAY_OUT)
    hours, minutes, seconds, fraction = match.groups()
    if (hours and int(minutes) >= _SIXTY) or int(seconds) >= _SIXTY:
        raise Invalid(f"60 or more in {stamp!r}", culprit=where, remedy=_WAY_OUT)
    whole = (int(hours or 0) * _SIXTY + int(minutes)) * _SIXTY + int(seconds)
    ms = whole * 1000 + int((fraction or "0").ljust(3, "0"))
    if ms > DAY_MS:
        raise Invalid(f"{stamp!r} is beyond 24 hours", culprit=where, remedy="mend the time")
    return ms
