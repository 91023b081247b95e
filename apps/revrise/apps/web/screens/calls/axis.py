"""The time axis of a call page: what happens when, as positions in per cent."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import Factory, frozen

from revrise.apps.web.i18n import Words, marked
from revrise.apps.web.screens.calls.counted import counted
from revrise.core.conversations.analysis import CallAnalysis
from revrise.core.conversations.metrics.intervals import union
from revrise.core.conversations.metrics.silence import LONG_MS
from revrise.core.conversations.topic_phrases import TITLES
from revrise.core.conversations.transcript import Transcript
from revrise.services.calls.page import CallPage
from revrise.services.measures.measured import length

# Pauses shorter than this do not part what somebody says: fewer marks, the same picture.
_JOINED_MS = 400
_STEPS_S = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600)
_MOST_TICKS = 8
_SIDES = {"seller": marked("Seller"), "buyer": marked("Buyer")}
# A lane is drawn on as many units, whatever its length; a bar is no narrower than a hair.
UNITS, _HAIR = 10_000, 5
# Per cent: marks of a kind that are closer lie on each other even on a wide screen.
_APART = 0.3


@frozen
class Bar:
    """A stretch from `x` on, `width` wide, both in per cent."""

    x: float
    width: float


@frozen
class Lane:
    """One speaker: their share of all speech, and when they speak: an SVG path, `UNITS` by 1."""

    name: str
    side: str
    share: float | None
    path: str


@frozen
class Mark:
    """A moment; `kind` is question | objection | promise | comment, or one of a plugin's own.

    `name` says what it is where its kind does not.
    """

    kind: str
    at_ms: int
    x: float
    name: str = ""


@frozen
class Topic:
    """A stretch about a topic, by its title."""

    title: object
    start_ms: int
    end_ms: int
    bar: Bar


@frozen
class Axis:
    """Everything on the time axis; `ticks` are (ms, x).

    `counts` are of all moments as everywhere, `marks` only those that can be told apart. Nobody
    speaks in `silences`, (from, to) in ms.
    """

    length_ms: int
    lanes: tuple[Lane, ...] = ()
    counts: Mapping[str, int] = Factory(Counter)
    marks: tuple[Mark, ...] = ()
    topics: tuple[Topic, ...] = ()
    ticks: tuple[tuple[int, float], ...] = ()
    units: int = UNITS
    silences: tuple[tuple[int, int], ...] = ()

    def count(self, kind: str) -> int:
        """How many moments of a kind."""
        return self.counts.get(kind, 0)


def axis(page: CallPage, _: Words, *, recorded: bool = False) -> Axis | None:
    """The axis of a call whose words may be shown and carry times; else None.

    A recording without words yet has an axis all the same, of unknown length (0) if need be.
    """
    analysis, whole = page.analysis, length(page.call, page.analysis)
    if analysis is None or whole <= 0:
        return Axis(whole) if recorded else None
    topics = tuple(
        Topic(TITLES[one.topic], one.start_ms, one.end_ms, _bar(one.start_ms, one.end_ms, whole))
        for one in page.topics
        if one.topic is not None
    )
    marks = sorted(_marks(page, analysis, whole), key=lambda one: one.at_ms)
    return Axis(
        whole,
        tuple(_lanes(analysis, whole, _)),
        counted(page),
        tuple(apart(marks)),
        topics,
        tuple((at, place(at, whole)) for at in _ticks(whole)),
        silences=_silences(analysis.transcript, whole),
    )


def _silences(transcript: Transcript, whole: int) -> tuple[tuple[int, int], ...]:
    """Where nobody speaks for longer than a pause, in ms."""
    lines = transcript.utterances
    spoken = [(one.start_ms, one.end_ms) for one in lines if one.start_ms is not None]
    known = union([(start, end) for start, end in spoken if end is not None], LONG_MS)
    ends = [0, *(end for _start, end in known)]
    starts = [*(start for start, _end in known), whole]
    gaps = zip(ends, starts, strict=True)
    return tuple((end, start) for end, start in gaps if start - end > LONG_MS) if known else ()


def _lanes(analysis: CallAnalysis, whole: int, _: Words) -> Iterator[Lane]:
    transcript = analysis.transcript
    spoken = sum(ms or 0 for ms in analysis.talk_ms.values())
    for ref, talk in analysis.talk_ms.items():
        # What is narrower than a unit cannot be drawn: a lane has no more bars than units.
        found = union(_intervals(transcript, ref), max(_JOINED_MS, whole // UNITS))
        share = talk / spoken if talk is not None and spoken else None
        path = "".join(_stretch(start, end, whole) for start, end in found)
        yield Lane(named(transcript, ref, _), transcript.side(ref), share, path)


def _stretch(start: int, end: int, whole: int) -> str:
    """A bar as a part of a path: thousands of them are one element of the page."""
    x = round(place(start, whole) * UNITS / 100)
    wide = max(round(place(end, whole) * UNITS / 100) - x, _HAIR)
    return f"M{x} 0h{wide}v1h-{wide}z"


def _intervals(transcript: Transcript, ref: str) -> Iterator[tuple[int, int]]:
    for one in transcript.utterances:
        if one.speaker == ref and one.start_ms is not None and one.end_ms is not None:
            yield one.start_ms, one.end_ms


def _marks(page: CallPage, analysis: CallAnalysis, whole: int) -> Iterator[Mark]:
    kinds = {"question": "question", "objection": "objection", "commitment": "promise"}
    for moment in analysis.moments:
        at = analysis.transcript.utterances[moment.span.utterance].start_ms
        seller = side_of(analysis.transcript, moment.span.utterance) == "seller"
        if moment.kind in kinds and at is not None and (moment.kind != "question" or seller):
            yield Mark(kinds[moment.kind], at, place(at, whole))
    for comment in page.comments:
        if comment.at_ms is not None and comment.parent_id is None:
            yield Mark("comment", comment.at_ms, place(comment.at_ms, whole))


def apart(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Marks in order, without those that would hide behind one of their kind."""
    last: dict[str, float] = {}
    for mark in marks:
        if mark.x - last.get(mark.kind, -_APART) >= _APART:
            last[mark.kind] = mark.x
            yield mark


def named(transcript: Transcript, ref: str, _: Words) -> str:
    """A speaker's name, else their side where they are alone on it, else the transcript's ref.

    `unknown` is the ref of whoever a file does not name.
    """
    name = next((one.name for one in transcript.speakers if one.ref == ref and one.name), None)
    if name:
        return name
    sides = [one.side for one in transcript.speakers]
    side = transcript.side(ref)
    if side in _SIDES and sides.count(side) == 1:
        return _(_SIDES[side])
    return _("Unknown") if ref == "unknown" else ref


def side_of(transcript: Transcript, utterance: int) -> str:
    """The side of who says an utterance."""
    return transcript.side(transcript.utterances[utterance].speaker)


def _ticks(whole: int) -> Sequence[int]:
    step = next((one for one in _STEPS_S if whole / 1_000 / one <= _MOST_TICKS), _STEPS_S[-1])
    return range(0, whole - step * 250, step * 1_000)


def _bar(start: int, end: int, whole: int) -> Bar:
    x = place(start, whole)
    return Bar(x, max(round(place(end, whole) - x, 2), 0.15))


def place(at: int, whole: int) -> float:
    """Where a moment is on a time line of `whole` ms, in per cent."""
    return round(min(max(at / whole, 0.0), 1.0) * 100, 2)
