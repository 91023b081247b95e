"""What trackers find in calls, kept beside them: found first, then kept in a unit of work.

What is kept may be known to anybody who may read the call: names and numbers that are hidden from
readers without clearance are not heard. A call has hits only while everybody agrees that it is
coached on. Doing it twice changes nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.reading import read
from revrise.core.conversations.tracker_hit import (
    TrackerHit,
    TrackerPass,
    first_heard,
    hit_id,
    pass_id,
)
from revrise.core.conversations.tracker_text import TrackerText
from revrise.core.conversations.trackers import TrackerResult
from revrise.core.conversations.transcript import Transcript
from revrise.core.events import Event
from revrise.core.governance.redaction.redacting import redacted
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.cleared.naming import NOBODY, Names, Naming
from revrise.services.desk import Desk
from revrise.services.lawful import all_agree
from revrise.services.measures.staleness import heard_with
from revrise.services.measures.trackers_in_force import Listened, newest, wanted

HEARD = "tracker.heard"
_REASON = "keep what trackers find in a call"


@frozen
class Found:
    """What set `number` found in words of version `words`; in force are the trackers `listened`."""

    number: int
    transcript_id: str
    words: int
    met: tuple[tuple[str, int, int, tuple[int, int | None, str] | None], ...]
    listened: frozenset[str]


NOTHING: Mapping[str, Found] = {}


@frozen
class TrackerHits:
    """The work in a unit of work that is open."""

    desk: Desk
    work: UnitOfWork

    def find(self, call_ids: Collection[str]) -> Mapping[str, Found]:
        """What the set in force finds in calls that have words; nothing where there is no set."""
        text = newest(self.work)
        listened = wanted(text)
        if text is None or not listened.by_id or not call_ids:
            return NOTHING
        query = Query(where=where(call_id=tuple(sorted(call_ids))))
        said = self.work.of(CallTranscript).load_many(self._scope("call_transcript"), query)
        names = Naming(self.work).of_calls({one.call_id for one in said})
        return {one.call_id: _found(one, names.get(one.call_id), listened, text) for one in said}

    def keep(self, call: Call, found: Mapping[str, Found], *, tell: bool = False) -> bool:
        """Keeps it instead of what was kept before; says whether that changed anything.

        `tell` has the outbox tell of each tracker. What was found by a set that is not in force
        any more is found anew. Nothing is kept of what may not be coached on.
        """
        text = newest(self.work)
        mine = found.get(call.id)
        if text is not None and (mine is None or mine.number != text.number):
            mine = self.find((call.id,)).get(call.id)
        if mine is None or not all_agree(self.work, call, ("coach",), self.desk.clock.now()):
            return False
        hits = tuple(_hits(call, mine))
        changed = self._replace(call.id, hits, mine.listened)
        changed = self._passed(call, mine) or changed
        if tell:
            self.work.emit(*self._events(call, hits))
        return changed

    def drop(self, call_id: str) -> int:
        """Takes everything away that was kept of a call; says how many hits."""
        query = Query(where=where(call_id=call_id), columns=("id",))
        hits = self.work.of(TrackerHit).rows(self._scope("tracker_hit"), query)
        for row in hits:
            self.work.of(TrackerHit).remove(row["id"], self._scope("tracker_hit", "delete"))
        for row in self.work.of(TrackerPass).rows(self._scope("tracker_pass"), query):
            self.work.of(TrackerPass).remove(row["id"], self._scope("tracker_pass", "delete"))
        return len(hits)

    def due(self, calls: Sequence[str]) -> Sequence[str]:
        """Those of these calls that were not gone through as they, the set and trackers are now."""
        text = newest(self.work)
        if text is None or not wanted(text).by_id or not calls:
            return ()
        query = Query(where=where(call_id=tuple(calls)), columns=("id", "call_id", "version"))
        said = self.work.of(CallTranscript).rows(self._scope("call_transcript"), query)
        words = {row["call_id"]: row["version"] for row in said}
        done = {
            one.call_id
            for one in self.work.of(TrackerPass).load_many(
                self._scope("tracker_pass"), Query(where=where(call_id=tuple(calls)))
            )
            if one.number == text.number
            and one.words == words.get(one.call_id)
            and one.heard_with == heard_with()
        }
        return [one for one in calls if one in words and one not in done]

    def _replace(self, call_id: str, hits: Iterable[TrackerHit], listened: Collection[str]) -> bool:
        """Those of trackers that are not in force stay as they are."""
        kind, new = self.work.of(TrackerHit), {one.id: one for one in hits}
        query, changed = Query(where=where(call_id=call_id)), False
        for before in kind.load_many(self._scope("tracker_hit"), query):
            after = new.pop(before.id, None)
            if after is not None and evolve(after, version=before.version) != before:
                newer = evolve(after, version=before.version + 1)
                kind.save(newer, self._scope("tracker_hit", "update"), expected=before.version)
                changed = True
            elif after is None and before.tracker in listened:
                kind.remove(before.id, self._scope("tracker_hit", "delete"))
                changed = True
        kind.add_many(list(new.values()), self._scope("tracker_hit", "create"))
        return changed or bool(new)

    def _passed(self, call: Call, found: Found) -> bool:
        kind = self.work.of(TrackerPass)
        mine = (pass_id(call.id), call.id, found.transcript_id, call.owner_id, call.team_id)
        after = TrackerPass(*mine, call.started_at, found.number, found.words, heard_with())
        query = Query(where=where(call_id=call.id))
        known = kind.load_many(self._scope("tracker_pass"), query)
        if not known:
            kind.add(after, self._scope("tracker_pass", "create"))
            return True
        (before,) = known
        if evolve(after, version=before.version) == before:
            return False
        newer = evolve(after, version=before.version + 1)
        kind.save(newer, self._scope("tracker_pass", "update"), expected=before.version)
        return True

    def _events(self, call: Call, hits: Iterable[TrackerHit]) -> Iterator[Event]:
        now, by = self.desk.clock.now(), self.work.actor.person_id
        for one in hits:
            told = {"person": call.owner_id, "tracker": one.tracker, "set": one.since}
            yield Event(HEARD, call.id, now, by, {**told, "times": one.times})

    def _scope(self, resource: str, action: str = "read") -> Scope:
        return system_scope(self.work.actor.tenant_id, resource, action, _REASON)


def _found(
    said: CallTranscript, names: Names | None, listened: Listened, text: TrackerText
) -> Found:
    voices = {one.name for one in said.transcript.speakers if one.name}
    shown = redacted(said.transcript, (names or NOBODY) | voices)
    return heard_in(said, shown, listened, text)


def heard_in(
    said: CallTranscript, shown: Transcript, listened: Listened, text: TrackerText
) -> Found:
    """What trackers find in words, `shown` as they are to those who may not have names."""
    met = listened.met(listened.set.find(read(shown)))
    told = tuple(_told(one, shown, text) for one in met)
    return Found(text.number, said.id, said.version, told, frozenset(listened.by_id))


def _told(
    one: TrackerResult, said: Transcript, text: TrackerText
) -> tuple[str, int, int, tuple[int, int | None, str] | None]:
    since = text.last_changed(one.tracker_id)
    return one.tracker_id, since, len(one.moments), first_heard(one, said)


def _hits(call: Call, found: Found) -> Iterator[TrackerHit]:
    for tracker, since, times, first in found.met:
        yield TrackerHit(
            hit_id(call.id, tracker),
            call.id,
            found.transcript_id,
            call.owner_id,
            call.team_id,
            call.started_at,
            tracker,
            since,
            times,
            *(first or (None, None, None)),
        )
