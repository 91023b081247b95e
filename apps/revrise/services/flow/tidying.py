"""Clearing away what only says that something went well long ago."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from attrs import frozen

from revrise.core.governance.actor import system_actor
from revrise.core.governance.rule import All, Column, Compare, Const, Rule, where
from revrise.core.governance.scope import system_scope
from revrise.core.jobs.job import Job
from revrise.core.webhooks.delivery import WebhookDelivery
from revrise.ports.jobs import JobContext
from revrise.ports.query import Query
from revrise.services.desk import Desk

TIDY = "flow.tidy"
_REASON = "clear away what ended long ago"
# Relays and deliveries come by the thousand; what people asked for is kept for a month.
BUSY = ("relay", "delivery")
DAY, MONTH = timedelta(days=1), timedelta(days=30)
_AT_ONCE, _ROUNDS = 200, 500


@frozen
class Tidying:
    """The task. Dead jobs stay: somebody has yet to look at them."""

    desk: Desk
    tenant_id: str

    def run(self, context: JobContext, _: Mapping[str, Any]) -> Mapping[str, Any]:
        """In small bites, so that nobody waits for it; may run as often as it likes."""
        busy = All((where(queue=BUSY, state="succeeded"), self._before("ended_at", DAY)))
        old = All((where(state=("succeeded", "cancelled")), self._before("ended_at", MONTH)))
        sent = All((where(state=("delivered", "failed")), self._before("at", MONTH)))
        done = {
            "relays": self._remove(context, Job, "job", busy),
            "jobs": self._remove(context, Job, "job", old),
            "deliveries": self._remove(context, WebhookDelivery, "webhook_delivery", sent),
        }
        before = self.desk.clock.now() - MONTH
        return {**done, "events": self.desk.store.tidy(self.tenant_id, before)}

    def _remove(self, context: JobContext, kind: type[Any], resource: str, rule: Rule) -> int:
        gone = 0
        for _round in range(_ROUNDS):
            removed = self._bite(kind, resource, rule)
            gone += removed
            context.progress(gone, 0, resource)
            if removed < _AT_ONCE:
                break
        return gone

    def _bite(self, kind: type[Any], resource: str, rule: Rule) -> int:
        by = system_actor(self.tenant_id)
        read = system_scope(self.tenant_id, resource, "read", _REASON)
        with self.desk.store.begin(by) as work:
            rows = work.of(kind).rows(read, Query(rule, limit=_AT_ONCE, columns=("id",)))
            scope = system_scope(self.tenant_id, resource, "delete", _REASON)
            for row in rows:
                work.of(kind).remove(row["id"], scope)
            if rows:
                work.record("flow.tidied", resource, {"removed": len(rows)})
        return len(rows)

    def _before(self, column: str, age: timedelta) -> Rule:
        return Compare("<", Column(column), Const(self.desk.clock.now() - age))
