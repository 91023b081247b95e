"""Consent to what is done with a call: seeing it, taking it back.

What may be shown and done is asked of these records every time, so a word taken back counts from
that moment on. What was made of the call before goes by a job, unless a legal hold keeps it.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from attrs import evolve, frozen

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.errors import Conflict, Invalid, Refused
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.consent import NOT_ASKED, Consent
from revrise.core.governance.rule import where
from revrise.core.ids import derived
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.cascade import Cascade
from revrise.services.calls.commands import USUAL
from revrise.services.calls.parties import OTHERS, SELLERS
from revrise.services.calls.waiting import arrived
from revrise.services.desk import Desk
from revrise.services.reach import may

CHOICES = ("all-party", "seller-only", "withdrawn")
_LONGEST = 2_000


@frozen
class SetConsent:
    """What is known now of a call: one of CHOICES, where they were, and how one knows.

    `separately`: they agreed to each purpose by itself.
    """

    call_id: str
    consent: str
    jurisdiction: str = "unknown"
    evidence: str = ""
    separately: bool = False


@frozen
class Consents:
    """Use cases around consent."""

    desk: Desk

    def change(self, command: SetConsent, by: Actor) -> int:
        """What everybody on a call agreed to, from now on; says how many words changed.

        Raises Invalid for another choice or without evidence, NotFound for a hidden call,
        Refused where the policy lets the actor not change consent to it.
        """
        evidence = _checked(command)
        self.desk.scope(by, "consent", "update")
        with self.desk.store.begin(by) as work:
            call = work.of(Call).load(command.call_id, self.desk.scope(by, "call"))
            self._open_to(call, by)
            withdrawn = command.consent == "withdrawn"
            changed = (
                self._take_back(work, call, evidence, by)
                if withdrawn
                else self._agree(work, call, evolve(command, evidence=evidence), by)
            )
            name = "consent.withdrawn" if withdrawn else "consent.given"
            if not withdrawn:
                arrived(self.desk, work, call)
            if withdrawn and changed:
                work.emit(Event(name, call.id, self.desk.clock.now(), by.person_id, {}))
                Cascade(self.desk, by.tenant_id).later(work, call.id)
            work.record(name, call.id, {"consent": command.consent, "words": changed})
        return changed

    def _open_to(self, call: Call, by: Actor) -> None:
        row = {"id": "", "owner_id": call.owner_id, "team_id": call.team_id}
        if not may(self.desk, by, "consent", "update", row):
            raise Refused("you may not change consent to this call", culprit=call.id)

    def _take_back(self, work: UnitOfWork, call: Call, evidence: str, by: Actor) -> int:
        now, known = self.desk.clock.now(), self._known(work, call, by)
        after = [
            (evolve(one, withdrawn_at=now, evidence=evidence, version=one.version + 1), one.version)
            for one in known
            if one.withdrawn_at is None
        ]
        work.of(Consent).save_many(after, self.desk.scope(by, "consent", "update"))
        return len(after)

    def _agree(self, work: UnitOfWork, call: Call, command: SetConsent, by: Actor) -> int:
        """One word a participant and purpose: the one there is says it now, others are ended."""
        now, known = self.desk.clock.now(), self._known(work, call, by)
        bases = dict(_bases(call, command.consent, self._sides(work, call, by)))
        first: dict[tuple[str, str], Consent] = {}
        for one in known:
            first.setdefault((one.participant, one.purpose), one)
        wanted = [
            _word(call, who, purpose, basis, command, now, first.get((who, purpose)))
            for who, basis in bases.items()
            for purpose in USUAL
        ]
        kept = {one.id for one in first.values()}
        new = [one for one in wanted if one.id not in kept]
        old = [(one, one.version - 1) for one in wanted if one.id in kept]
        work.of(Consent).add_many(new, self.desk.scope(by, "consent", "create"))
        work.of(Consent).save_many(old, self.desk.scope(by, "consent", "update"))
        return len(wanted)

    def _known(self, work: UnitOfWork, call: Call, by: Actor) -> list[Consent]:
        scope = self.desk.scope(by, "consent", "update")
        found = work.of(Consent).load_many(scope, Query(where=where(call_id=call.id)))
        return sorted(found, key=lambda one: (one.withdrawn_at is not None, one.id))

    def _sides(self, work: UnitOfWork, call: Call, by: Actor) -> Mapping[str, str]:
        """Who sells, as far as words are kept."""
        scope = self.desk.scope(by, "call_transcript")
        found = work.of(CallTranscript).load_many(scope, Query(where=where(call_id=call.id)))
        sides = {SELLERS: "seller", OTHERS: "buyer"}
        for words in found:
            sides |= {one.ref: one.side or "unknown" for one in words.transcript.speakers}
        return sides

    def withdraw(self, consent_id: str, by: Actor) -> Consent:
        """A participant takes their word back. Raises Conflict when it was taken back before."""
        scope, now = self.desk.scope(by, "consent", "update"), self.desk.clock.now()
        with self.desk.store.begin(by) as work:
            before = work.of(Consent).load(consent_id, scope)
            if before.withdrawn_at is not None:
                raise Conflict("it was taken back before", culprit=consent_id)
            after = evolve(before, withdrawn_at=now, version=before.version + 1)
            work.of(Consent).save(after, scope, expected=before.version)
            data = {"purpose": before.purpose}
            work.emit(Event("consent.withdrawn", before.call_id, now, by.person_id, data))
            Cascade(self.desk, by.tenant_id).later(work, before.call_id)
            work.record("consent.withdrawn", before.call_id, {"consent": consent_id, **data})
        return after


def _checked(command: SetConsent) -> str:
    """What one knows it by. Raises Invalid."""
    if command.consent not in CHOICES:
        raise Invalid(
            f"no consent {command.consent!r}",
            culprit="consent",
            remedy=f"one of {', '.join(CHOICES)}",
        )
    evidence = command.evidence.strip()
    if not 0 < len(evidence) <= _LONGEST:
        raise Invalid("must say how it is known", culprit="evidence", remedy="e.g. the e-mail of …")
    return evidence


def _bases(call: Call, consent: str, sides: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for who in call.participants:
        agreed = consent == "all-party" or sides.get(who) == "seller"
        yield who, "consent" if agreed else NOT_ASKED


def _word(
    call: Call,
    who: str,
    purpose: str,
    basis: str,
    command: SetConsent,
    now: datetime,
    before: Consent | None,
) -> Consent:
    return Consent(
        id=before.id if before else derived("con", call.id, who, purpose),
        call_id=call.id,
        participant=who,
        purpose=purpose,
        basis=basis,
        jurisdiction=command.jurisdiction,
        given_at=now,
        owner_id=call.owner_id,
        team_id=call.team_id,
        evidence=command.evidence,
        separate=command.separately,
        version=before.version + 1 if before else 1,
    )
