"""Blocks of timed text, as WebVTT and SRT write them."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from revrise.core.conversations.intake.sizes import MOST_UTTERANCES
from revrise.core.errors import Invalid
from revrise.plugins.calls.cue_times import ARROW, interval

_MOST_LINES = 8 * MOST_UTTERANCES
_WAY_OUT = "a cue is a timing line, its text, and an empty line"


@frozen
class Cue:
    """Lines of text, still with markup, shown from `start_ms` to `end_ms`; what it is called."""

    start_ms: int
    end_ms: int
    lines: tuple[str, ...]
    title: str = ""


def lines_of(text: str, name: str) -> list[str]:
    """Lines ended by LF, CR LF or CR, and by nothing else. Raises Invalid for millions of them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") >= _MOST_LINES:
        raise Invalid(
            f"has more than {_MOST_LINES:,} lines",
            culprit=name,
            remedy="give the transcript of one call",
        )
    return text.split("\n")


def cues(lines: Sequence[str], name: str, skip: int = 0, asides: tuple[str, ...] = ()) -> list[Cue]:
    """The cues after the first `skip` lines, leaving out blocks that begin with an aside.

    Raises Invalid naming file and line for a broken time, or a block without a timing line.
    """
    found: list[Cue] = []
    for first, last in _blocks(lines, skip):
        if lines[first].split(" ")[0].strip() not in asides:
            found.extend(_block(lines, first, last, name))
    return found


def _blocks(lines: Sequence[str], skip: int) -> Iterator[tuple[int, int]]:
    first = skip
    for at in range(skip, len(lines) + 1):
        if at == len(lines) or not lines[at].strip():
            if first < at:
                yield first, at
            first = at + 1


def _block(lines: Sequence[str], first: int, last: int, name: str) -> Iterator[Cue]:
    """A cue, or several that nobody put an empty line between."""
    times = [at for at in range(first, last) if ARROW in lines[at]]
    if not times or times[0] > first + 1:
        at = next((at for at in range(first, last) if "->" in lines[at]), first)
        culprit = f"{name}:{at + 1}"
        raise Invalid(f"no timing line: {lines[at][:60]!r}", culprit=culprit, remedy=_WAY_OUT)
    for at, following in zip(times, [*times[1:], last], strict=True):
        end = following
        if following < last and lines[following - 1].strip().isdigit():
            end = following - 1  # the number of the next cue
        start_ms, end_ms = interval(lines[at], f"{name}:{at + 1}")
        title = lines[at - 1].strip() if at > first else ""
        yield Cue(start_ms, end_ms, tuple(lines[at + 1 : end]), title)
