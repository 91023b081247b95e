"""What a withdrawn consent leaves to a job: taking away what was made of the call."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from revrise.core.conversations.call import Call
from revrise.core.errors import NotFound
from revrise.core.governance.actor import system_actor
from revrise.core.governance.consent import Consent
from revrise.core.governance.rule import Column, IsNull, Not, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.ports.jobs import JobContext
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.cascade import PURGE, Cascade
from revrise.services.desk import Desk
from revrise.services.held import held

__all__ = ["PURGE", "SWEEP", "Purging"]
SWEEP = "privacy.sweep"
_WITHDRAWN = "consent was withdrawn"
_REASON = "take away what consent does not cover any more"


@frozen
class Purging:
    """The tasks. Each call is one unit of work, all of it or nothing; twice is as good as once."""

    desk: Desk
    tenant_id: str

    def run(self, _: JobContext, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """One call."""
        return self.purge(str(args["call"]))

    def sweep(self, context: JobContext, _: Mapping[str, Any]) -> Mapping[str, Any]:
        """Every call somebody withdrew from: what waited for a hold, or was missed."""
        calls = self._withdrawn()
        done = 0
        for number, call_id in enumerate(calls, 1):
            done += bool(self.purge(call_id).get("taken"))
            context.progress(number, len(calls), "call")
        return {"calls": len(calls), "purged": done}

    def purge(self, call_id: str) -> Mapping[str, Any]:
        """Takes away what is not allowed any more, unless the call is on hold."""
        cascade = Cascade(self.desk, self.tenant_id)
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            try:
                call = work.of(Call).load(call_id, self._all("call"))
            except NotFound:
                return {"state": "gone"}
            lost = cascade.lost(work, self._consents(work, call_id), call)
            if not lost:
                return {"state": call.state}
            if cascade.touched(work, call, held(work)):
                return {"state": call.state, "held": True}
            taken = cascade.take(work, call, lost)
            after = cascade.bare(call, lost, _WITHDRAWN)
            if after == call and not taken:
                return {"state": call.state}
            if after != call:
                newer = evolve(after, version=call.version + 1)
                work.of(Call).save(newer, self._all("call", "update"), expected=call.version)
            if "record" in lost:
                cascade.forget_file(work, call)
            work.record("call.purged", call_id, {"taken": dict(taken)})
        return {"state": after.state, "taken": dict(taken)}

    def _withdrawn(self) -> Sequence[str]:
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            query = Query(where=Not(IsNull(Column("withdrawn_at"))))
            rows = work.of(Consent).group(self._all("consent"), ("call_id",), query=query)
        return sorted(str(row["call_id"]) for row in rows)

    def _consents(self, work: UnitOfWork, call_id: str) -> Sequence[Consent]:
        query = Query(where=where(call_id=call_id))
        return work.of(Consent).load_many(self._all("consent"), query)

    def _all(self, resource: str, action: str = "read") -> Scope:
        return system_scope(self.tenant_id, resource, action, _REASON)
