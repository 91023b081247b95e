"""A tape that runs while people speak: it gives every line its milliseconds."""

from random import Random
from typing import Final

from attrs import define, field

from revrise.apps.demo.phrases.book import Side
from revrise.apps.demo.script import Line

# Words (en) or characters (zh) a minute.
_RATES: Final = {"en": 158.0, "zh": 250.0}
_PAUSE_MS, _BREATH_MS = 480, 220
_SHORTEST_MS = 320
_LONGEST_GAP_MS = 4_000


@define
class Tape:
    """Lines so far. Starts ascend; lines overlap only where somebody interrupts or agrees."""

    language: str
    roll: Random
    lines: list[Line] = field(factory=list)
    spoken_ms: dict[str, int] = field(factory=lambda: {"seller": 0, "buyer": 0})
    end_ms: int = 0

    def say(self, line: tuple[Side, str, str, str], *, cut_in: bool = False) -> Line:
        """Add (side, act, text, category) after the last line, or into its end."""
        side, act, text, category = line
        start = self._start(side, cut_in=cut_in)
        return self._add(Line(side, act, text, start, start + self._length(text), category))

    def agree(self, side: Side, text: str) -> None:
        """Add a backchannel into the last line, where that is long enough."""
        last = self.lines[-1]
        length = min(700, self._length(text))
        room = last.end_ms - last.start_ms - length - 600
        if last.side != side and room > 0:
            start = last.start_ms + 500 + self.roll.randrange(room)
            self._add(Line(side, "backchannel", text, start, start + length))

    @property
    def seller_share(self) -> float:
        """The seller's share of the speech so far."""
        both = sum(self.spoken_ms.values())
        return self.spoken_ms["seller"] / both if both else 0.5

    def _add(self, line: Line) -> Line:
        self.lines.append(line)
        self.spoken_ms[line.side] += line.end_ms - line.start_ms
        self.end_ms = max(self.end_ms, line.end_ms)
        return line

    def _start(self, side: Side, *, cut_in: bool) -> int:
        if not self.lines:
            return self.roll.randrange(300, 1500)
        last = self.lines[-1]
        if cut_in and last.side != side and last.end_ms == self.end_ms:
            overlap = min(self.roll.randrange(200, 800), (last.end_ms - last.start_ms) // 2)
            return self.end_ms - overlap
        median = _BREATH_MS if last.side == side else _PAUSE_MS
        return self.end_ms + min(_LONGEST_GAP_MS, int(median * self.roll.lognormvariate(0, 0.6)))

    def _length(self, text: str) -> int:
        units = len(text.split()) if self.language == "en" else _characters(text)
        speed = _RATES[self.language] * self.roll.uniform(0.85, 1.15) / 60_000
        return max(_SHORTEST_MS, int(units / speed))


def _characters(text: str) -> int:
    """Han characters, and one for every two Latin letters or digits."""
    latin = sum(char.isascii() and char.isalnum() for char in text)
    han = sum(not char.isascii() and char.isalpha() for char in text)
    return han + latin // 2
