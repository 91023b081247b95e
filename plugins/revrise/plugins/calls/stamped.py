"""Lines where each stretch stands below its own `0:0:5.1 --> 0:0:8.25`, as older Teams has them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from revrise.plugins.calls import headings
from revrise.plugins.calls.cue_times import interval
from revrise.plugins.calls.dialogue import filled
from revrise.plugins.calls.said import Said, named

_STAMP = re.compile(r"\s{0,8}-?[0-9]{1,6}:[0-9:.,]{1,20}\s{0,4}-->")


def stamped(lines: Sequence[str], name: str) -> list[Said]:
    """What was said from when to when; empty where no line is such a time.

    The name stands above the text: a line that heads two stretches, or one in each. Raises Invalid
    naming file and line for a time that is none.
    """
    found = list(_blocks(lines, name))
    firsts = Counter(texts[0] for _, texts in found if len(texts) > 1)
    each = all(len(texts) > 1 for _, texts in found)
    said = []
    for (start, end), texts in found:
        titled = len(texts) > 1 and (each or firsts[texts[0]] > 1) and headings.may_be(texts[0])
        speaker = texts[0] if titled else None
        said.append(Said(" ".join(texts[1:] if titled else texts), speaker, start, end))
    return named(said)


def _blocks(lines: Sequence[str], name: str) -> Iterator[tuple[tuple[int, int], list[str]]]:
    """A time, and the lines until the next one."""
    places = [at for at, line in enumerate(lines) if _STAMP.match(line)]
    for at, following in pairwise([*places, len(lines)]):
        yield interval(lines[at], f"{name}:{at + 1}"), filled(lines[at + 1 : following])
