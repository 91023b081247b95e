"""The nightly task of retention: what has had its time goes, in small bites; what is held stays."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.core.conversations.call import Call
from revrise.core.governance.actor import system_actor
from revrise.core.governance.consent import Consent
from revrise.core.governance.retention import RetentionSetting, horizons
from revrise.core.governance.rule import where
from revrise.ports.jobs import JobContext
from revrise.ports.query import Query
from revrise.ports.registry import Registry
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.cascade import EVERYTHING, Cascade
from revrise.services.desk import Desk
from revrise.services.held import held
from revrise.services.privacy.due import BITE, Due, branches, due, every, free
from revrise.services.privacy.felling import fell

RETAIN = "privacy.retain"


@frozen
class Retaining:
    """The task. It may run as often as it likes, and be killed between two bites."""

    desk: Desk
    tenant_id: str
    registry: Registry

    def run(self, context: JobContext, _: Mapping[str, Any]) -> Mapping[str, Any]:
        """Takes what is due; the last audit entry says how much of what it was."""
        taken: dict[str, int] = {}
        for one in self._all_due():
            if gone := self._take(context, one):
                name = one.declared.resource
                taken[name] = taken.get(name, 0) + gone
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            work.record("retention.run", self.tenant_id, {"taken": taken})
        return taken

    def _all_due(self) -> Sequence[Due]:
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            settings = work.of(RetentionSetting).load_many(every(work, "retention_setting"))
        ends = horizons(settings, self.desk.clock.now())
        return [one for name, end in ends.items() for one in due(self.registry, name, end)]

    def _take(self, context: JobContext, one: Due) -> int:
        gone, after, more = 0, None, True
        while more:
            taken, after, more = self._bite(one, after)
            gone += taken
            context.progress(gone, 0, one.declared.resource)
        return gone

    def _bite(self, one: Due, after: str | None) -> tuple[int, str | None, bool]:
        """How many went, the last one looked at, and whether there may be more."""
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            stays, found = held(work), one.rows(work, after)
            # What hung on one that went before is not there any more.
            gone: set[str] = set()
            for thing in found:
                if thing.id not in gone:
                    gone |= self._go(work, one, thing, stays)
            if gone:
                work.record("retention.bite", one.declared.resource, {"rows": len(gone)})
        return len(gone), found[-1].id if found else None, len(found) == BITE

    def _go(self, work: UnitOfWork, one: Due, thing: Any, stays: frozenset[str]) -> set[str]:
        """The ids of what went."""
        after, cascade = one.over(thing), Cascade(self.desk, self.tenant_id)
        if after is thing or not free(thing, stays):
            return set()
        if after is None:
            tree = branches(work, self.registry, one.declared, thing)
            stay = not all(free(leaf, stays) for _, leaf in tree)
            return set() if stay else fell(work, cascade, tree)
        if isinstance(thing, Call):
            if cascade.touched(work, thing, stays):
                return set()
            self._strip(work, thing, cascade)
        scope = every(work, one.declared.resource, "update")
        work.of(one.declared.kind).save(after, scope, expected=thing.version)
        return {thing.id}

    def _strip(self, work: UnitOfWork, call: Call, cascade: Cascade) -> None:
        """What was made of the call goes; points were earned, they stay."""
        cascade.take(work, call, EVERYTHING, points=False)
        query = Query(where=where(call_id=call.id), columns=("id",))
        for row in work.of(Consent).rows(every(work, "consent"), query):
            work.of(Consent).remove(row["id"], every(work, "consent", "delete"))
        cascade.forget_file(work, call)
