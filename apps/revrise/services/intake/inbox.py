"""The inbox of calls that came in and wait for somebody: why, whose they are, or nobody's."""

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen

from revrise.core.conversations.intake.arrival import OPEN, PATIENCE, Arrival
from revrise.core.deals.deal import Deal
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.rule import All, Column, Compare, Const, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.calls.receiving import Receiving
from revrise.services.desk import Desk
from revrise.services.intake.arriving import taking
from revrise.services.intake.commands import Choose
from revrise.services.intake.taking import Taking

_REASON = "clear away what came in and was nobody's"
_MOST = 100
# Never the link: it opens the file for whoever holds it.
_SHOWN = (
    *("id", "source_id", "owner_id", "origin_id", "arrived_at", "started_at", "title", "parties"),
    *("consent", "jurisdiction", "separately", "state", "reason", "rep_ids", "deal_ids", "version"),
)


@frozen
class CallInbox:
    """The use cases. Who answers for a source sees what came in by it; others but owners do not."""

    desk: Desk
    receiving: Receiving
    taking: Taking

    def waiting(self, by: Actor, limit: int = _MOST) -> Sequence[View]:
        """What waits for somebody, the oldest first."""
        query = Query(where(state="waiting"), (("arrived_at", False),), limit, columns=_SHOWN)
        return self.desk.rows(by, Arrival, "call_arrival", query)

    def count(self, by: Actor) -> int:
        """How many wait; 0 for who sees none."""
        try:
            scope = self.desk.scope(by, "call_arrival")
        except Refused:
            return 0
        with self.desk.store.read(by) as work:
            return work.of(Arrival).count(scope, Query(where(state="waiting")))

    def show(self, arrival_id: str, by: Actor) -> Arrival:
        """One of them. Raises NotFound when hidden."""
        with self.desk.store.read(by) as work:
            return work.of(Arrival).load(arrival_id, self.desk.scope(by, "call_arrival"))

    def fitting(self, arrival: Arrival, by: Actor) -> Sequence[tuple[str, str]]:
        """(id, name) of the deals that fit, as far as the actor may see them."""
        if not arrival.deal_ids:
            return ()
        query = Query(where(id=arrival.deal_ids), (("name", False),), columns=("id", "name"))
        return [(one["id"], one["name"]) for one in self.desk.rows(by, Deal, "deal", query)]

    def choose(self, command: Choose, by: Actor) -> Arrival:
        """Keeps it as a call of a rep, in the name of who chose; a link is fetched by a job first.

        Raises NotFound for a hidden call, Conflict for one decided before. What cannot be kept
        goes on waiting, with the reason.
        """
        scope = self.desk.scope(by, "call_arrival", "update")
        with self.desk.store.begin(by) as work:
            before = self._load(work, command.arrival_id, by)
            after = before.chosen(
                command.rep_id, command.deal_id, by.person_id, command.consent,
                command.jurisdiction, separately=command.separately,
            )  # fmt: skip
            work.of(Arrival).save(after, scope, expected=before.version)
            if after.link:
                work.enqueue(taking(after, by.person_id))
            work.record("call_arrival.chosen", after.id)
        return after if after.link else self.taking.take(after.id, by)

    def dismiss(self, arrival_id: str, by: Actor) -> Arrival:
        """Nobody's call: its file goes. Raises NotFound when hidden, Conflict when decided."""
        scope = self.desk.scope(by, "call_arrival", "update")
        with self.desk.store.begin(by) as work:
            before = self._load(work, arrival_id, by)
            after = before.dismiss(by.person_id, self.desk.clock.now())
            work.of(Arrival).save(after, scope, expected=before.version)
            work.record("call_arrival.dismissed", after.id)
        self._forget(before, by)
        return after

    def tidy(self, tenant_id: str) -> int:
        """What waited longer than anybody's patience is dismissed; says how many."""
        by, gone = system_actor(tenant_id), 0
        for arrival_id in self._over(by, self.desk.clock.now() - PATIENCE):
            scope = self._scope(by, "update")
            with self.desk.store.begin(by) as work:
                before = work.of(Arrival).load(arrival_id, scope)
                if before.state not in OPEN:
                    continue
                after = before.dismiss(by.person_id, self.desk.clock.now())
                work.of(Arrival).save(after, scope, expected=before.version)
                work.record("call_arrival.dismissed", after.id, {"waited": PATIENCE.days})
            self._forget(before, by)
            gone += 1
        return gone

    def _load(self, work: UnitOfWork, arrival_id: str, by: Actor) -> Arrival:
        return work.of(Arrival).load(arrival_id, self.desk.scope(by, "call_arrival"))

    def _over(self, by: Actor, before: datetime) -> Sequence[str]:
        old = Compare("<", Column("arrived_at"), Const(before))
        query = Query(All((where(state=OPEN), old)), columns=("id",))
        with self.desk.store.read(by) as work:
            rows = work.of(Arrival).rows(self._scope(by, "read"), query)
            return sorted(row["id"] for row in rows)

    def _forget(self, gone: Arrival, by: Actor) -> None:
        """Its file goes, unless a call or another arrival has the same."""
        if gone.sha256 is not None:
            self.receiving.forget(gone.sha256, by)

    def _scope(self, by: Actor, action: str) -> Scope:
        return system_scope(by.tenant_id, "call_arrival", action, _REASON)
