"""The waveform of a recording: drawn once, kept beside the recording, gone with it."""

from collections.abc import Sequence

from attrs import evolve, frozen

from revrise.core.ids import derived

Span = tuple[int, int]
Rows = tuple[tuple[float, ...], ...]
POINTS = 480
# Of a call of an hour each stretch is two seconds: what is silenced takes little with it.
_FINER = 4
STRETCHES = POINTS * _FINER
# Another drawing gets another number; those of before are drawn anew.
_DRAWING = 1


@frozen
class Waveform:
    """The loudest moment, 0 to 1, of STRETCHES equal stretches of each channel of a recording.

    Raises ValueError for anything else: a row that somebody damaged, for instance.
    """

    length_ms: int
    channels: Rows

    def __attrs_post_init__(self) -> None:
        drawn = all(len(row) == STRETCHES for row in self.channels)
        if not (self.channels and drawn and self.length_ms >= 0):
            raise ValueError("no waveform")
        if not all(0 <= value <= 1 for row in self.channels for value in row):
            raise ValueError("a waveform goes from 0 to 1")

    def silenced(self, silent: Sequence[Span]) -> "Waveform":
        """That of the recording with silence within each of `silent`, in ms."""
        if not silent:
            return self
        hidden = {at for span in silent for at in self._touched(span)}
        rows = (
            tuple(0.0 if at in hidden else value for at, value in enumerate(row))
            for row in self.channels
        )
        return evolve(self, channels=tuple(rows))

    def points(self) -> Rows:
        """POINTS values for each channel."""
        starts = range(0, STRETCHES, _FINER)
        return tuple(tuple(max(row[at : at + _FINER]) for at in starts) for row in self.channels)

    def _touched(self, span: Span) -> range:
        """One stretch more on either side: where a stretch ends is rounded."""
        if not self.length_ms:
            return range(STRETCHES)
        start, end = (at * STRETCHES // self.length_ms for at in span)
        return range(max(start - 1, 0), end + 2)


@frozen
class CallWaveform:
    """The waveform of a call's recording; `owner_id` is its rep.

    `mark` says of which recording it is and how it was drawn: with another it is of no use.
    """

    id: str
    call_id: str
    owner_id: str
    team_id: str | None
    mark: str
    waveform: Waveform
    version: int = 1


def waveform_id(call_id: str) -> str:
    """One a call."""
    return derived("wave", call_id)


def drawn_as(sha256: str) -> str:
    """The mark of what is drawn now of a recording with this digest."""
    return f"{_DRAWING}:{sha256}"
