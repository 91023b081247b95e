"""What a set of trackers hears in calls: in one, or would have heard in the last ones."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from attrs import field, frozen

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.reading import read
from revrise.core.conversations.trackers import Tracker, TrackerResult
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Invalid
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.auditing.access import Access, note_access
from revrise.services.desk import Desk
from revrise.services.lawful import agreed
from revrise.services.measures.trackers_in_force import Listened, compiled, listened
from revrise.services.trackers.service import check

MOST_CALLS, LINES = 50, 5
_AT_ONCE = 5


@frozen
class HeardLine:
    """A line and where in it (characters) something was heard."""

    call_id: str
    title: str
    started_at: datetime
    utterance: int
    start_ms: int | None
    side: str
    text: str
    spans: tuple[tuple[int, int], ...]


@frozen
class Heard:
    """A tracker, in how many calls it was met, how often it was heard, and some of the lines."""

    tracker: Tracker
    calls: int
    times: int
    lines: tuple[HeardLine, ...]
    in_calls: tuple[str, ...]


@frozen
class Tried:
    """What was heard in `calls`; `silent` are calls in reach whose words may not be coached on."""

    calls: int
    silent: int
    heard: tuple[Heard, ...]


@frozen
class HeardInCall:
    """What the set in force hears in a call. `allowed` False: its words may not be coached on."""

    allowed: bool
    heard: tuple[Heard, ...]


@frozen
class _Count:
    calls: list[str] = field(factory=list)
    lines: list[HeardLine] = field(factory=list)
    times: list[int] = field(factory=list)


@frozen
class TrackerHearing:
    """The use cases. Listens to words as the actor may read them: what is hidden is not heard."""

    desk: Desk

    def preview(self, text: str, calls: int, by: Actor) -> Tried:
        """What a text would have heard in the newest calls in reach.

        Raises Invalid for a wrong text or number of calls, Refused for who reads no words.
        """
        if not 1 <= calls <= MOST_CALLS:
            raise Invalid(f"must be 1 to {MOST_CALLS}", culprit="calls")
        self.desk.scope(by, "tracker")
        self.desk.scope(by, "call_transcript")
        check(text)
        wanted = compiled(text)
        with self.desk.store.read(by) as work:
            query = Query(where(state="analysed"), (("started_at", True),), calls)
            found = work.of(Call).load_many(self.desk.scope(by, "call"), query)
            open_ = self._coached(work, found, by)
            counts = self._counts(work, open_, wanted, by)
        self._note(counts, by)
        return Tried(len(open_), len(found) - len(open_), _told(wanted, counts))

    def of_call(self, call_id: str, by: Actor) -> HeardInCall:
        """What the set in force hears in one call. Raises NotFound when hidden."""
        self.desk.scope(by, "tracker")
        self.desk.scope(by, "call_transcript")
        with self.desk.store.read(by) as work:
            call = work.of(Call).load(call_id, self.desk.scope(by, "call"))
            wanted = listened(work)
            open_ = self._coached(work, [call], by)
            counts = self._counts(work, open_, wanted, by, most=None)
        note_access(self.desk, Access("transcript", call_id, bool(open_)), by)
        return HeardInCall(bool(open_), _told(wanted, counts))

    def _coached(self, work: UnitOfWork, calls: Sequence[Call], by: Actor) -> list[Call]:
        """Those whose words may be coached on now."""
        present = {one.id: one.participants for one in calls}
        now, scope = self.desk.clock.now(), self.desk.scope(by, "consent")
        fine = agreed(work, scope, present, ("coach",), now)
        return [one for one in calls if one.id in fine]

    def _counts(
        self,
        work: UnitOfWork,
        calls: Sequence[Call],
        wanted: Listened,
        by: Actor,
        most: int | None = LINES,
    ) -> Mapping[str, _Count]:
        counts: dict[str, _Count] = defaultdict(_Count)
        for call, transcript in self._words(work, calls, by):
            for result in wanted.met(wanted.set.find(read(transcript))):
                lines = list(_lines(call, transcript, result))
                count = counts[result.tracker_id]
                count.calls.append(call.id)
                count.times.append(len(result.moments))
                room = len(lines) if most is None else most - len(count.lines)
                count.lines.extend(lines[:room])
        return counts

    def _words(
        self, work: UnitOfWork, calls: Sequence[Call], by: Actor
    ) -> Iterator[tuple[Call, Transcript]]:
        """Call by call, a few in memory at a time."""
        scope = self.desk.scope(by, "call_transcript")
        for begin in range(0, len(calls), _AT_ONCE):
            some = {one.id: one for one in calls[begin : begin + _AT_ONCE]}
            query = Query(where=where(call_id=tuple(some)))
            found = {one.call_id: one for one in work.of(CallTranscript).load_many(scope, query)}
            yield from ((one, found[key].transcript) for key, one in some.items() if key in found)

    def _note(self, counts: Mapping[str, _Count], by: Actor) -> None:
        """Whose words are shown is written down, as on their own page."""
        told = {line.call_id for count in counts.values() for line in count.lines}
        for call_id in sorted(told):
            note_access(self.desk, Access("transcript", call_id, allowed=True), by)


def _lines(call: Call, transcript: Transcript, result: TrackerResult) -> Iterator[HeardLine]:
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for moment in result.moments:
        spans[moment.span.utterance].append((moment.span.start, moment.span.end))
    for place, where_ in sorted(spans.items()):
        said = transcript.utterances[place]
        yield HeardLine(
            call.id,
            call.title,
            call.started_at,
            place,
            said.start_ms,
            transcript.side(said.speaker),
            said.text,
            tuple(sorted(where_)),
        )


def _told(wanted: Listened, counts: Mapping[str, _Count]) -> tuple[Heard, ...]:
    """Every tracker in its order, those heard nowhere too."""
    found = ((tracker, counts.get(key, _Count())) for key, tracker in wanted.by_id.items())
    return tuple(
        Heard(tracker, len(one.calls), sum(one.times), tuple(one.lines), tuple(one.calls))
        for tracker, one in found
    )
