"""Pictures, clips and silenced recordings, made by processes that decode."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from attrs import Factory, field, frozen

from revrise.adapters.apart.decoders import Decoders
from revrise.adapters.media.limits import Limits

if TYPE_CHECKING:
    from revrise.adapters.media.silenced import SilencedWav
    from revrise.core.conversations.waveform import Waveform

Span = tuple[int, int]

# Ten hours at 192 kHz take two minutes; nobody waits for a picture to hear something.
_PICTURE_S = 300


@frozen(eq=False)
class SoundsApart:
    """Raises as `Decoders` and what it calls. Pictures wait for one another, not for players."""

    limits: Limits
    _pictures: Decoders = Factory(lambda: Decoders(at_once=1, waiting=3, cpu_s=_PICTURE_S))
    _players: Decoders = Factory(lambda: Decoders(at_once=2, waiting=8))

    def draw(self, file: BinaryIO) -> "Waveform":
        """See `peaks`."""
        from revrise.adapters.media.peaks import peaks

        return self._pictures.run(peaks, file, self.limits)

    def cut(self, file: BinaryIO, span: Span, silent: Sequence[Span]) -> bytes:
        """See `cut`."""
        from revrise.adapters.media.cutting import cut

        return self._players.run(cut, file, span, silent, self.limits)

    def silence(self, duration_ms: int, silent: Sequence[Span]) -> "Apart":
        """A silenced recording."""
        from revrise.adapters.media.silenced import SilencedWav

        return Apart(SilencedWav(duration_ms, silent, self.limits), self._players)


@frozen
class Apart:
    """A silenced recording whose parts are made by windows: who reads slowly holds no process."""

    wav: "SilencedWav"
    players: Decoders = field(repr=False, eq=False)

    @property
    def size(self) -> int:
        """In bytes."""
        return self.wav.size

    @property
    def head(self) -> bytes:
        """What the file begins with."""
        return self.wav.head

    def part(self, file: BinaryIO, start: int, length: int) -> Iterator[bytes]:
        """See `SilencedWav.part`."""
        return self.wav.windows(self._make, file, start, length)

    def _make(self, call: object, file: BinaryIO, *args: object) -> bytes:
        return self.players.run(call, file, *args)  # type: ignore[arg-type]
