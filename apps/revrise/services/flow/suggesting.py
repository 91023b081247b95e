"""When a scored call makes a gap certain: the rep and who plans with them are told."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from attrs import frozen

from revrise.core.coaching.gap import Gap, gap
from revrise.core.coaching.plan import Plan
from revrise.core.conversations.call import Call
from revrise.core.events import Event
from revrise.core.governance.actor import SYSTEM, system_actor
from revrise.core.governance.rule import All, Column, Compare, Const, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.people.competency import Competency, Observation
from revrise.ports.query import Query
from revrise.ports.storage import LASTING, UnitOfWork
from revrise.services.desk import Desk

_REASON = "suggest a coaching plan when a gap is certain"
# An import of old calls suggests nothing: what it shows is seen on the pages anyway.
_FRESH = timedelta(days=14)


@frozen
class Suggesting:
    """Handles relayed events."""

    desk: Desk
    tenant_id: str

    def suggest(self, events: Sequence[Event]) -> int:
        """Emits `gap.found` where one of these calls made a gap certain; once a call."""
        scored = self._fresh([one for one in events if one.name == "call.scored"])
        if not scored:
            return 0
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            fresh = [one for one in scored if work.recall(_key(one), one.subject) is None]
            found = list(self._found(work, fresh))
        if fresh:
            self._tell(fresh, found)
        return len(found)

    def _tell(self, fresh: Sequence[Event], found: Sequence[Event]) -> None:
        """Once: who told of one of these calls meanwhile makes this a conflict."""
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            for one in fresh:
                work.remember(_key(one), one.subject, {})
            work.emit(*found)
            work.record("gaps.looked_for", self.tenant_id, {"found": len(found)})

    def _fresh(self, scored: Sequence[Event]) -> list[Event]:
        """Those of calls that were held lately."""
        if not scored:
            return []
        late = Compare(">", Column("started_at"), Const(self.desk.clock.now() - _FRESH))
        ids = where(id=tuple(sorted({one.subject for one in scored})))
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            rows = work.of(Call).rows(
                self._scope("call"), Query(where=All((ids, late)), columns=("id",))
            )
        held = {row["id"] for row in rows}
        return [one for one in scored if one.subject in held]

    def _found(self, work: UnitOfWork, scored: Sequence[Event]) -> Iterator[Event]:
        competencies = {
            one.id: one for one in work.of(Competency).load_many(self._scope("competency"))
        }
        calls_of: dict[str, set[str]] = {}
        for one in scored:
            calls_of.setdefault(str(one.data.get("person")), set()).add(one.subject)
        for person, calls in sorted(calls_of.items()):
            for found in self._certain(work, person, calls, competencies):
                data = {"person": person, "level": found.current, "target": found.target}
                now = self.desk.clock.now()
                yield Event("gap.found", found.competency_id, now, SYSTEM, data)

    def _certain(
        self, work: UnitOfWork, person: str, calls: set[str], known: dict[str, Competency]
    ) -> Iterator[Gap]:
        """Gaps that are certain with these calls, were not without, and nobody works on."""
        query = Query(where=where(person_id=person))
        seen: dict[str, list[Observation]] = {}
        for one in work.of(Observation).load_many(self._scope("observation"), query):
            seen.setdefault(one.competency_id, []).append(one)
        planned = self._planned(work, person)
        for competency_id, levels in sorted(seen.items()):
            if competency_id not in known or competency_id in planned:
                continue
            now = gap(person, known[competency_id], levels)
            before = [one for one in levels if one.subject_id not in calls]
            if certain(now) and not certain(gap(person, known[competency_id], before)):
                yield now

    def _planned(self, work: UnitOfWork, person: str) -> set[str]:
        open_ones = where(person_id=person, state=("proposed", "accepted"))
        rows = work.of(Plan).rows(
            self._scope("plan"), Query(where=open_ones, columns=("id", "competency_id"))
        )
        return {row["competency_id"] for row in rows}

    def _scope(self, resource: str) -> Scope:
        return system_scope(self.tenant_id, resource, "read", _REASON)


def certain(found: Gap) -> bool:
    """Whether even the near end of its 95 % interval is below target."""
    return found.size is not None and found.margin is not None and found.size > found.margin


def _key(event: Event) -> str:
    return f"{LASTING}suggest/{event.id}"
