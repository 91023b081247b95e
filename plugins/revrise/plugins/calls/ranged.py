"""Lines that say from when to when they were said: `[00:00:12 - 00:00:14] Name: text`.

The text may also stand below, as the name does with its colon.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from revrise.plugins.calls.cue_times import ARROW, interval
from revrise.plugins.calls.dialogue import filled
from revrise.plugins.calls.said import Said, named

_CLOCK = r"[0-9]{1,2}(?::[0-9]{2}){1,2}(?:[.,][0-9]{1,3})?"
_RANGE = re.compile(
    rf"\s{{0,8}}[\[(（]?({_CLOCK})\s{{0,4}}(?:-->|[-–~,，至])\s{{0,4}}({_CLOCK})[\])）]?\s{{0,4}}(.*)",
    re.DOTALL,
)
_ENOUGH = 2


def ranged(lines: Sequence[str], name: str) -> list[Said]:
    """What was said from when to when; empty where the file does not begin so, and go on so.

    Raises Invalid naming file and line for a time that is none.
    """
    found = {at: match for at, line in enumerate(lines) if (match := _RANGE.fullmatch(line))}
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if first not in found or len(found) < _ENOUGH:
        return []
    said = []
    for at, following in pairwise([*found, len(lines)]):
        start, end, text = found[at].groups()
        times = interval(f"{start} {ARROW} {end}", f"{name}:{at + 1}")
        said.append(Said(" ".join(filled([text, *lines[at + 1 : following]])), None, *times))
    return named(said)
