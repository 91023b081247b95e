"""A contact's word, and the calls it counts for; inside a unit of work that is open."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from revrise.core.conversations.call import Call
from revrise.core.errors import NotFound
from revrise.core.events import Event
from revrise.core.governance.consent import CONSENT, NOT_ASKED, SHARE, Consent
from revrise.core.governance.contact_consent import ContactConsent
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.ids import derived
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.cascade import Cascade
from revrise.services.calls.waiting import arrived
from revrise.services.desk import Desk

_REASON = "keep what a contact said, for every call they are in"


@frozen
class Words:
    """What contacts said, of one tenant. Who may have it said was decided before."""

    desk: Desk
    work: UnitOfWork

    def of(self, card_id: str) -> Mapping[str, ContactConsent]:
        """Purpose → a contact's word."""
        found = self.work.of(ContactConsent).load_many(
            self._scope("contact_consent"), Query(where=where(card_id=card_id))
        )
        return {one.purpose: one for one in found}

    def keep(self, words: Iterable[ContactConsent], known: Mapping[str, ContactConsent]) -> int:
        """Stores them beside those known by purpose, and has them count for their calls.

        Says how many calls somebody took their word back from.
        """
        withdrawn: set[str] = set()
        for word in words:
            before = known.get(word.purpose)
            if before is None:
                scope = self._scope("contact_consent", "create")
                self.work.of(ContactConsent).add(word, scope)
            else:
                after = evolve(word, version=before.version + 1)
                scope = self._scope("contact_consent", "update")
                self.work.of(ContactConsent).save(after, scope, expected=before.version)
            withdrawn |= {
                one.call_id for one in word.uses if self._counts(word, one.call_id, one.participant)
            }
        for call_id in sorted(withdrawn):
            self._closed(call_id)
        return len(withdrawn)

    def _counts(self, word: ContactConsent, call_id: str, who: str) -> bool:
        """The word in one call. Says whether one was taken back there."""
        try:
            call = self.work.of(Call).load(call_id, self._scope("call"))
        except NotFound:  # it went with its time; the word stays
            return False
        there = self._there(call, who, word.purpose)
        if word.state != "given":
            if not there and word.purpose == SHARE:
                self._object(word, call, who)
            return self._take_back(word, there)
        self._give(word, call, who, there)
        arrived(self.desk, self.work, call)
        return False

    def _there(self, call: Call, who: str, purpose: str) -> Sequence[Consent]:
        query = Query(where=where(call_id=call.id, participant=who, purpose=purpose))
        found = self.work.of(Consent).load_many(self._scope("consent"), query)
        return sorted(found, key=lambda one: (one.withdrawn_at is not None, one.id))

    def _object(self, word: ContactConsent, call: Call, who: str) -> None:
        """A no on record where none was asked: what needs no yes may need that nobody said no."""
        said = evolve(
            self._said(word, call, who, None),
            basis=NOT_ASKED, given_at=word.said_at, withdrawn_at=word.said_at,
        )  # fmt: skip
        self.work.of(Consent).add(said, self._scope("consent", "create"))

    def _take_back(self, word: ContactConsent, there: Sequence[Consent]) -> bool:
        at = word.withdrawn_at or word.said_at
        after = [
            (
                evolve(
                    one, withdrawn_at=max(at, one.given_at), source=word.source,
                    evidence=word.evidence, version=one.version + 1,
                ),
                one.version,
            )
            for one in there
            if one.withdrawn_at is None
        ]  # fmt: skip
        self.work.of(Consent).save_many(after, self._scope("consent", "update"))
        return bool(after)

    def _give(self, word: ContactConsent, call: Call, who: str, there: Sequence[Consent]) -> None:
        before = there[0] if there else None
        said = self._said(word, call, who, before)
        if before is None:
            self.work.of(Consent).add(said, self._scope("consent", "create"))
        elif evolve(said, version=before.version) != before:
            scope = self._scope("consent", "update")
            self.work.of(Consent).save(said, scope, expected=before.version)

    def _said(self, word: ContactConsent, call: Call, who: str, before: Consent | None) -> Consent:
        return Consent(
            id=before.id if before else derived("con", call.id, who, word.purpose, "contact"),
            call_id=call.id,
            participant=who,
            purpose=word.purpose,
            basis=CONSENT,
            jurisdiction=word.jurisdiction,
            given_at=word.given_at or word.said_at,
            owner_id=call.owner_id,
            team_id=call.team_id,
            evidence=word.evidence,
            source=word.source,
            separate=word.separate,
            text_version=word.text_version,
            version=before.version + 1 if before else 1,
        )

    def _closed(self, call_id: str) -> None:
        """What was made of the call under it goes by a job."""
        actor = self.work.actor
        now = self.desk.clock.now()
        self.work.emit(Event("consent.withdrawn", call_id, now, actor.person_id, {}))
        Cascade(self.desk, actor.tenant_id).later(self.work, call_id)

    def _scope(self, resource: str, action: str = "read") -> Scope:
        return system_scope(self.work.actor.tenant_id, resource, action, _REASON)
