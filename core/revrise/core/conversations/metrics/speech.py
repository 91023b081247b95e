"""A transcript made ready for measuring: read once, then shared by every metric.

Total for any input: negative starts count as 0, an end before its start as that start, words
without length are dropped, and what has no times takes no part in timing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, starmap
from operator import attrgetter, itemgetter, lt

from attrs import define, field, frozen

from revrise.core.conversations import questions
from revrise.core.conversations.metrics.intervals import Interval, total, union
from revrise.core.conversations.metrics.metric import Basis
from revrise.core.conversations.metrics.turns import Backchannel, Turn, Turns, split
from revrise.core.conversations.reading import Reading, read
from revrise.core.conversations.transcript import Side, Transcript, Utterance, Word
from revrise.core.conversations.words import language
from revrise.core.conversations.words.phrases import Line, each

_times, _end = attrgetter("start_ms", "end_ms"), itemgetter(1)
SIDES: tuple[Side, ...] = ("seller", "buyer", "unknown")


@define
class Said:
    """An utterance ready for measuring. Not frozen, for speed: see `Line`.

    `words` counts words or 字; `line` is the text in tokens; `intervals` are its words' own where
    they carry times, else its own; `start`/`end` are their envelope in ms, both None where untimed.
    """

    index: int
    speaker: str
    side: Side
    text: str
    words: int
    han: int
    question: questions.Kind | None
    start: int | None = None
    end: int | None = None
    intervals: tuple[Interval, ...] = ()
    by_words: bool = False
    line: Line = field(kw_only=True, eq=False, repr=False)


@frozen(slots=False)
class Speech:
    """Everything said in a call, by side and in time."""

    transcript: Transcript
    said: tuple[Said, ...]
    language: str
    by_side: Mapping[Side, tuple[Said, ...]] = field(repr=False)

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        """Refs of the listed speakers, then of those who speak without being listed."""
        return self.transcript.refs

    @cached_property
    def timed(self) -> tuple[Said, ...]:
        """Utterances with times, in order of time."""
        return tuple(sorted((one for one in self.said if one.start is not None), key=_in_time))

    @cached_property
    def basis(self) -> Basis:
        """`words` where every timed utterance has word times, else `utterances`."""
        return "words" if all(one.by_words for one in self.timed) else "utterances"

    @cached_property
    def duration(self) -> int | None:
        """Length of the call in ms: as declared, or as far as speech goes, whichever is longer."""
        known = [one.end for one in self.timed if one.end is not None]
        known += [self.transcript.duration_ms or 0]
        return max(known) or None

    @cached_property
    def turns(self) -> Turns:
        """Turns and backchannels, in order of time."""
        return split(self._floor())

    @cached_property
    def talk(self) -> Mapping[Side, tuple[Interval, ...]]:
        """The time each side speaks, as a union."""
        return {side: union(_spoken(self.by_side[side])) for side in SIDES}

    @cached_property
    def talk_ms(self) -> Mapping[Side, int]:
        """How long each side speaks."""
        return {side: total(spoken) for side, spoken in self.talk.items()}

    @cached_property
    def talk_ms_by_speaker(self) -> Mapping[str, int]:
        """How long each speaker speaks."""
        known = {id(spoken): self.talk_ms[side] for side, spoken in self.talk.items()}
        return {
            speaker: known[id(spoken)] if id(spoken) in known else total(spoken)
            for speaker, spoken in self.talk_by_speaker.items()
        }

    @cached_property
    def talk_by_speaker(self) -> Mapping[str, tuple[Interval, ...]]:
        """The time each speaker speaks, as a union."""
        said: dict[str, list[Said]] = {}
        for one in self.said:
            said.setdefault(one.speaker, []).append(one)
        return {
            speaker: self.talk[theirs[0].side]
            if len(theirs) == len(self.by_side[theirs[0].side])
            else union(_spoken(theirs))
            for speaker, theirs in said.items()
        }

    @cached_property
    def anyone(self) -> tuple[Interval, ...]:
        """The time anyone speaks, as a union."""
        return union(interval for talk in self.talk.values() for interval in talk)

    def lack(self, *sides: Side, timing: bool = True) -> str | None:
        """Why it cannot be measured: each of `sides` must speak, in time if `timing`."""
        spoken = any(one.words for one in self.said)
        if timing and not self.timed:
            return "no_timing" if spoken else "no_speech"
        if not (self.anyone if timing else spoken):
            return "no_speech"
        for side in sides:
            if side not in self.transcript.sides.values():
                return f"no_{side}"
        silent = [side for side in sides if not (self.talk[side] if timing else self.words(side))]
        return self.unheard(*silent) if silent else None

    def unheard(self, *sides: Side) -> str:
        """Why nothing is heard of these: what they say has no times, or they say nothing."""
        return "no_timing" if any(map(self.words, sides)) else "one_side"

    def words(self, side: Side) -> int:
        """Words or 字 of a side."""
        return sum(one.words for one in self.by_side[side])

    def turns_of(self, side: Side) -> Iterator[Turn]:
        """Turns of a side, in order of time."""
        return (turn for turn in self.turns.turns if turn.side == side)

    def backchannels_of(self, side: Side) -> Iterator[Backchannel]:
        """Backchannels of a side, in order of time."""
        return (one for one in self.turns.backchannels if one.side == side)

    def third(self, one: Said) -> int:
        """In which third of the call an utterance starts, 0–2: by time, else by position.

        Among timed ones one without times starts with the one it came after.
        """
        if self.duration and self.timed:
            return min(2, 3 * self._begun[one.index] // self.duration)
        return 3 * one.index // len(self.said)

    @cached_property
    def _begun(self) -> Sequence[int]:
        """When each utterance starts, one without times with the one it came after."""
        starts, at = [], 0
        for one in self.said:
            at = at if one.start is None else one.start
            starts.append(at)
        return starts

    def _floor(self) -> Iterator[Turn]:
        for one in self.timed:
            # A note such as [noise] takes no turn; a text left empty may be one.
            noted = bool(one.text) and not one.words
            if one.start is not None and one.end is not None and not noted:
                yield Turn(one.speaker, one.side, one.start, one.end, (one.index,), (one.text,))


def prepare(transcript: Transcript, reading: Reading | None = None) -> Speech:
    """Makes a transcript ready; `reading` where it was read already."""
    reading = reading or read(transcript)
    lines, asked = reading.lines, reading.asked
    counts = tuple(each(_counts, lines))
    said = tuple(
        _say(
            index,
            utterance,
            reading.sides[index],
            lines[index],
            counts[index],
            asked[index],
        )
        for index, utterance in enumerate(transcript.utterances)
    )
    spoken = language.resolve(
        transcript.language, sum(one.han for one in said), sum(one.words for one in said)
    )
    by_side = {side: tuple(one for one in said if one.side == side) for side in SIDES}
    return Speech(transcript, said, spoken, by_side)


def _say(
    index: int,
    utterance: Utterance,
    side: Side,
    line: Line,
    counts: tuple[int, int],
    question: questions.Kind | None,
) -> Said:
    intervals, by_words = _when(utterance)
    start = intervals[0][0] if intervals else None
    end = max(map(_end, intervals)) if intervals else None
    return Said(
        index,
        utterance.speaker,
        side,
        utterance.text,
        *counts,
        question,
        start,
        end,
        intervals,
        by_words,
        line=line,
    )


def _counts(line: Line) -> tuple[int, int]:
    return (line.words, 0) if line.plain else language.counts(line.text)


def _when(utterance: Utterance) -> tuple[tuple[Interval, ...], bool]:
    """Its intervals by start (one of no length where it has none), and whether by words."""
    if utterance.words and (spans := _spans(utterance.words)):
        return tuple(spans), True
    if utterance.start_ms is None or utterance.end_ms is None:
        return (), False
    start = max(utterance.start_ms, 0)
    return ((start, max(utterance.end_ms, start)),), False


def _spans(words: Iterable[Word]) -> list[Interval]:
    """The intervals of words that have a length, by start."""
    spans: list[Interval] = sorted(map(_times, words))
    if spans[0][0] < 0:
        spans = sorted([(max(start, 0), end) for start, end in spans])
    if not all(starmap(lt, spans)):
        spans = [span for span in spans if span[0] < span[1]]
    return spans


def _spoken(said: Iterable[Said]) -> Iterable[Interval]:
    return chain.from_iterable([one.intervals for one in said])


def _in_time(one: Said) -> tuple[int, int, str, str]:
    """Ties are broken by what is said, never by the order they came in."""
    return one.start or 0, one.end or 0, one.speaker, one.text
