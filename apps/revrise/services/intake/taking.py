"""The job behind a call that came in: its file is fetched, its people found, the call kept."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from revrise.core.conversations.intake.arrival import OPEN, Arrival
from revrise.core.conversations.intake.matching import Fit
from revrise.core.conversations.intake.source import IntakeSource
from revrise.core.conversations.title import cleaned
from revrise.core.errors import Fatal, Invalid, NotFound, Refused, Retriable
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.ports.blobs import Blobs
from revrise.ports.http import Downloads
from revrise.ports.jobs import JobContext
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.receiving import ReceiveCall, Receiving
from revrise.services.desk import Desk
from revrise.services.intake.matching import Matching

_REASON = "take in a call that came by machine"
_EVERYBODY = "all-party"


@frozen
class Taking:
    """The task; done twice it changes nothing. `most` is how many bytes a file may have."""

    desk: Desk
    receiving: Receiving
    matching: Matching
    downloads: Downloads
    blobs: Callable[[], Blobs]
    most: int

    def run(self, context: JobContext, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """One call, in the name of who answers for its source, or of who chose."""
        return {"state": self.take(str(args["arrival"]), context.actor).state}

    def take(self, arrival_id: str, by: Actor) -> Arrival:
        """Keeps it as a call, or has it wait with the reason.

        Raises Retriable while its file is not to be had; it shows so meanwhile.
        """
        arrival, source = self._load(arrival_id, by)
        if arrival.state not in OPEN or (arrival.state == "waiting" and not arrival.link):
            return arrival
        if arrival.link:
            if arrival.consent != _EVERYBODY:  # nothing is fetched that nobody may hear
                return self._wait(arrival, "no_consent", self._fit(arrival, source, by), by)
            try:
                arrival = self._fetched(arrival, by)
            except (Fatal, Refused, Invalid):
                return self._wait(arrival, "no_file", self._fit(arrival, source, by), by)
        found = self._fit(arrival, source, by)
        if found.because or found.rep_id is None:
            return self._wait(arrival, found.because, found, by)
        return self._kept(arrival, found, by)

    def _fit(self, arrival: Arrival, source: IntakeSource, by: Actor) -> Fit:
        if arrival.decided_by is not None:
            return Fit(arrival.rep_ids, (), arrival.deal_ids)
        return self.matching.fit(arrival, source, by)

    def _fetched(self, arrival: Arrival, by: Actor) -> Arrival:
        try:
            chunks = self.downloads.fetch(arrival.link[0], self.most)
            kept = self.blobs().put(by.tenant_id, chunks)
        except Retriable:
            if arrival.reason != "not_fetched":
                self._save(arrival, arrival.wait("not_fetched"), by, "waits")
            raise
        after = arrival.fetched(kept.sha256)
        self._save(arrival, after, by, "fetched", kept.sha256)
        return after

    def _kept(self, arrival: Arrival, found: Fit, by: Actor) -> Arrival:
        try:
            added = self.receiving.take(command(arrival, str(found.rep_id), found.deal_id), by)
        except (Refused, Invalid, NotFound) as error:
            return self._wait(arrival, _why(error), found, by)
        after = arrival.keep(added.call.id, by.person_id, self.desk.clock.now())
        self._save(arrival, after, by, "kept")
        return after

    def _wait(self, arrival: Arrival, reason: str, found: Fit, by: Actor) -> Arrival:
        after = arrival.wait(reason, found.rep_ids, found.deal_ids)
        self._save(arrival, after, by, "waits")
        return after

    def _save(
        self, before: Arrival, after: Arrival, by: Actor, done: str, sha256: str | None = None
    ) -> None:
        """With the file that it names from now on, if any."""
        with self.desk.store.begin(by) as work:
            if sha256 is not None:
                self.receiving.files.named(work, sha256)
            if after.state == "waiting" and not self._waiting(work, after, by):
                work.emit(self._event(after, by))
            work.of(Arrival).save(after, self._scope(by, "update"), expected=before.version)
            work.record(f"call_arrival.{done}", after.id, {"reason": after.reason})

    def _waiting(self, work: UnitOfWork, one: Arrival, by: Actor) -> int:
        """How many wait for the same person already: they are told of the first alone."""
        query = Query(where(owner_id=one.owner_id, state="waiting"))
        return work.of(Arrival).count(self._scope(by, "read"), query)

    def _event(self, one: Arrival, by: Actor) -> Event:
        now, data = self.desk.clock.now(), {"person": one.owner_id}
        return Event("call_arrival.waits", one.id, now, by.person_id, data)

    def _load(self, arrival_id: str, by: Actor) -> tuple[Arrival, IntakeSource]:
        with self.desk.store.read(by) as work:
            arrival = work.of(Arrival).load(arrival_id, self._scope(by, "read"))
            scope = system_scope(by.tenant_id, "intake_source", "read", _REASON)
            return arrival, work.of(IntakeSource).load(arrival.source_id, scope)

    def _scope(self, by: Actor, action: str) -> Scope:
        return system_scope(by.tenant_id, "call_arrival", action, _REASON)


def command(arrival: Arrival, rep_id: str, deal_id: str | None) -> ReceiveCall:
    """The call of a rep that an arrival is."""
    return ReceiveCall(
        sha256=str(arrival.sha256),
        file_name=arrival.file_name,
        rep_id=rep_id,
        consent=arrival.consent,
        jurisdiction=arrival.jurisdiction,
        separately=bool(arrival.separately),
        deal_id=deal_id,
        title=cleaned(arrival.title) or None,
        at=arrival.started_at,
        seller=arrival.seller,
        seller_channel=arrival.seller_channel,
        language=arrival.language,
    )


def _why(error: Exception) -> str:
    if isinstance(error, Refused):
        culprit = error.culprit
        if culprit == "quota":
            return "quota"
        return "no_consent" if "agreed" in error.message else "refused"
    return "unreadable" if isinstance(error, Invalid) else "hidden"
