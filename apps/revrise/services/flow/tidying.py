"""Housekeeping: what is over goes after its time, in small bites; audit and ledger stay."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from attrs import evolve, frozen

from revrise.core.conversations.intake.upload import Upload
from revrise.core.governance.actor import system_actor
from revrise.core.governance.rule import All, Column, Compare, Const, Rule, where
from revrise.core.governance.scope import system_scope
from revrise.core.identity.account import LocalAccount
from revrise.core.identity.api_key import ApiKey
from revrise.core.identity.login_step import LoginStep
from revrise.core.identity.session import Session
from revrise.core.identity.throttle import Throttle
from revrise.core.jobs.job import Job
from revrise.core.webhooks.delivery import WebhookDelivery
from revrise.ports.jobs import JobContext
from revrise.ports.query import Query
from revrise.services.desk import Desk

TIDY = "housekeeping.prune"
_REASON = "clear away what ended long ago"
# Relays and deliveries come by the thousand, so their jobs go earlier than others.
BUSY = ("relay", "delivery")
_AT_ONCE, _ROUNDS = 200, 500


@frozen
class KeepDays:
    """How many days each kind of thing is kept once it is over."""

    relays: int = 1
    jobs: int = 30
    dead_jobs: int = 180
    deliveries: int = 30
    failed_deliveries: int = 90
    events: int = 30
    sessions: int = 30
    api_keys: int = 365
    throttles: int = 1
    uploads: int = 2


@frozen
class Tidying:
    """The task. What waits for somebody, a dead job or a failed delivery, has its longer time."""

    desk: Desk
    tenant_id: str
    keep: KeepDays = KeepDays()

    def run(self, context: JobContext, _: Mapping[str, Any]) -> Mapping[str, Any]:
        """In small bites, so that nobody waits for it; may run as often as it likes."""
        gone = {
            name: self._remove(context, kind, resource, rule)
            for name, kind, resource, rule in self._over()
        }
        invitations = self._forget_invitations()
        before = self.desk.clock.now() - timedelta(days=self.keep.events)
        events = self.desk.store.tidy(self.tenant_id, before)
        return {**gone, "invitations": invitations, "events": events}

    def _over(self) -> tuple[tuple[str, type[Any], str, Rule], ...]:
        """Name, kind, resource, and which rows of it have had their time."""
        keep, old = self.keep, self._before
        busy = All((where(queue=BUSY, state="succeeded"), old("ended_at", keep.relays)))
        jobs = All((where(state=("succeeded", "cancelled")), old("ended_at", keep.jobs)))
        dead = All((where(state="dead"), old("ended_at", keep.dead_jobs)))
        sent = All((where(state="delivered"), old("at", keep.deliveries)))
        failed = All((where(state="failed"), old("at", keep.failed_deliveries)))
        return (
            ("relays", Job, "job", busy),
            ("jobs", Job, "job", jobs),
            ("dead_jobs", Job, "job", dead),
            ("deliveries", WebhookDelivery, "webhook_delivery", sent),
            ("failed_deliveries", WebhookDelivery, "webhook_delivery", failed),
            ("sessions_ended", Session, "session", old("ended_at", keep.sessions)),
            ("sessions_expired", Session, "session", old("ends_at", keep.sessions)),
            ("api_keys", ApiKey, "api_key", old("expires_at", keep.api_keys)),
            ("login_steps", LoginStep, "login_step", old("ends_at", keep.throttles)),
            ("throttles", Throttle, "throttle", old("last_at", keep.throttles)),
            ("uploads", Upload, "upload", old("at", keep.uploads)),
        )

    def _forget_invitations(self) -> int:
        """Invitations nobody used in time; the account stays, and may be invited again."""
        by = system_actor(self.tenant_id)
        read = system_scope(self.tenant_id, "local_account", "read", _REASON)
        scope = system_scope(self.tenant_id, "local_account", "update", _REASON)
        with self.desk.store.begin(by) as work:
            query = Query(self._before("invite_until", 0), limit=_AT_ONCE)
            expired = work.of(LocalAccount).load_many(read, query)
            for one in expired:
                after = evolve(one, invite_hash="", invite_until=None, version=one.version + 1)
                work.of(LocalAccount).save(after, scope, expected=one.version)
            if expired:
                work.record("housekeeping.pruned", "invitation", {"removed": len(expired)})
        return len(expired)

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
                work.record("housekeeping.pruned", resource, {"removed": len(rows)})
        return len(rows)

    def _before(self, column: str, days: int) -> Rule:
        return Compare("<", Column(column), Const(self.desk.clock.now() - timedelta(days=days)))
