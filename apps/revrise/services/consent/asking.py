"""Asking a contact for consent: making a link, seeing what became of it, ending it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from attrs import evolve, field, frozen

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.deals.account import Card
from revrise.core.deals.deal import Deal
from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.contact_consent import (
    LIFE_DAYS,
    ConsentRequest,
    ContactConsent,
    life,
    purposes_of,
)
from revrise.core.governance.notice import notices
from revrise.core.governance.rule import where
from revrise.core.identity.secret import Credential
from revrise.ports.jobs import JobRequest
from revrise.ports.passwords import Tokens
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.calls.commands import USUAL
from revrise.services.calls.parties import EVERYBODY, OTHERS, SELLERS
from revrise.services.consent.words import Words
from revrise.services.desk import Desk
from revrise.services.naming import names_of
from revrise.services.reach import may

MAIL = "consent.mail"
PATH = "/consent/"
_SHOWN = (
    "id", "card_id", "purposes", "jurisdiction", "text_version", "made_by", "made_at",
    "expires_at", "call_id", "participant", "owner_id", "answered_at", "ended_at", "revoked_at",
    "version",
)  # fmt: skip
_SELDOM = 200


@frozen
class AskConsent:
    """Ask a contact about purposes, of one call or of all.

    `participant` is who they are in that call; None where only one is not of our side.
    """

    card_id: str
    purposes: tuple[str, ...] = USUAL
    call_id: str | None = None
    participant: str | None = None
    jurisdiction: str = "unknown"
    days: int = LIFE_DAYS


@frozen
class NewLink:
    """`path` is where the contact answers, below the address of the app; it is told once."""

    id: str
    path: str = field(repr=False)
    expires_at: datetime


@frozen
class Asked:
    """A link and where it stands: asked | answered | revoked | used | expired."""

    request: View
    state: str
    contact: str
    words: tuple[ContactConsent, ...]


@frozen
class Asking:
    """The use cases. `mails` says whether e-mail is set up."""

    desk: Desk
    tokens: Tokens
    mails: Callable[[], bool] = lambda: False

    def ask(self, command: AskConsent, by: Actor) -> NewLink:
        """A new link. Only its hash is kept.

        Raises NotFound for a hidden contact or call, Refused where the actor may not change
        consent to the call, Invalid for what cannot be asked.
        """
        purposes, wait = purposes_of(command.purposes), life(command.days)
        now, scope = self.desk.clock.now(), self.desk.scope(by, "consent_request", "create")
        credential = Credential(self.desk.ids.new("crq"), self.tokens.new())
        with self.desk.store.begin(by) as work:
            call = self._call(work, command, by)
            self._contact(work, command.card_id, by)
            request = ConsentRequest(
                id=credential.id,
                card_id=command.card_id,
                purposes=purposes,
                jurisdiction=command.jurisdiction.strip() or "unknown",
                text_version=notices().version,
                token_hash=credential.hash,
                made_by=by.person_id,
                made_at=now,
                expires_at=now + wait,
                call_id=call.id if call else None,
                participant=self._who(work, call, command.participant, by) if call else None,
                owner_id=call.owner_id if call else by.person_id,
                team_id=call.team_id if call else by.team_id,
            )
            work.of(ConsentRequest).add(request, scope)
            work.record("consent.asked", request.id, {"purposes": list(purposes)})
        return NewLink(request.id, PATH + credential.dotted, request.expires_at)

    def list(self, by: Actor, call_id: str | None = None) -> Sequence[Asked]:
        """The newest first; of one call only, where one is named."""
        rule = where(call_id=call_id) if call_id else where()
        query = Query(rule, (("made_at", True),), _SELDOM, columns=_SHOWN)
        now = self.desk.clock.now()
        with self.desk.store.read(by) as work:
            rows = work.of(ConsentRequest).rows(self.desk.scope(by, "consent_request"), query)
            cards = tuple(sorted({row["card_id"] for row in rows}))
            names = self._names(work, cards, by)
            words = self._words(work, cards, by)
        return [
            Asked(
                row,
                _state(row, now),
                names.get(row["card_id"], row["card_id"]),
                tuple(
                    one
                    for one in words
                    if one.card_id == row["card_id"] and one.purpose in row["purposes"]
                ),
            )
            for row in rows
        ]

    def contacts(self, by: Actor, call_id: str | None = None) -> Sequence[tuple[str, str]]:
        """(id, name) of whom the actor may ask: of the call's customer, else their own."""
        with self.desk.store.read(by) as work:
            account = self._customer(work, call_id, by) if call_id else None
            rule = where(account_id=account) if account else where(owner_id=by.person_id)
            query = Query(rule, (("name", False),), _SELDOM, columns=("id", "name"))
            rows = work.of(Card).rows(self.desk.scope(by, "card"), query)
        return [(row["id"], row["name"] or row["id"]) for row in rows]

    def _customer(self, work: UnitOfWork, call_id: str, by: Actor) -> str | None:
        """The account a call was with: its own, else that of its deal."""
        call = work.of(Call).load(call_id, self.desk.scope(by, "call"))
        if call.account_id or call.deal_id is None:
            return call.account_id
        query = Query(where=where(id=call.deal_id), columns=("id", "account_id"))
        rows = work.of(Deal).rows(self.desk.scope(by, "deal"), query)
        return rows[0]["account_id"] if rows else None

    def call(self, call_id: str, by: Actor) -> View:
        """Title of a call, and who in it may be a contact. Raises NotFound when hidden."""
        query = Query(where=where(id=call_id), columns=("id", "title", "participants"))
        with self.desk.store.read(by) as work:
            rows = work.of(Call).rows(self.desk.scope(by, "call"), query)
            if not rows:
                raise NotFound(f"no call {call_id}")
            known = self._sides(work, call_id, by)
        return {**rows[0], "participants": _others(rows[0]["participants"] or (), known)}

    def revoke(self, request_id: str, by: Actor) -> None:
        """The link opens nothing any more; what was agreed to by it stays.

        Raises NotFound when hidden, Conflict when it was over before.
        """
        now, scope = self.desk.clock.now(), self.desk.scope(by, "consent_request", "update")
        with self.desk.store.begin(by) as work:
            before = self._theirs(work, request_id, by)
            if not before.open(now):
                raise Conflict("the link is over", culprit=request_id)
            after = evolve(before, revoked_at=now, version=before.version + 1)
            work.of(ConsentRequest).save(after, scope, expected=before.version)
            work.record("consent.link_revoked", request_id)

    def mail(self, request_id: str, language: str, by: Actor) -> None:
        """Sends a new link for the same question by e-mail; the one before opens nothing more.

        So nothing that opens it is ever kept. Raises Conflict when the link is over, Invalid
        where the contact has no address or e-mail is not set up.
        """
        self.desk.scope(by, "consent_request", "update")
        now = self.desk.clock.now()
        if language not in ("en", "zh"):
            raise Invalid(f"no language {language!r}", culprit="language", remedy="en or zh")
        if not self.mails():
            raise Invalid(
                "no e-mail is set up",
                culprit="email",
                remedy="notify.channels and server.public_url",
            )
        with self.desk.store.begin(by) as work:
            before = self._theirs(work, request_id, by)
            if before.state(now) != "asked":
                raise Conflict("the link is over or answered", culprit=request_id)
            self._contact(work, before.card_id, by)
            args = {"request": request_id, "language": language}
            job = self.desk.ids.new("job")
            work.enqueue(JobRequest(job, MAIL, by.person_id, args, key=request_id))
            work.record("consent.mailed", request_id)

    def speaks(self, card_id: str, call_id: str, participant: str | None, by: Actor) -> int:
        """A contact is known to be somebody in a call: what they agreed to counts for it.

        Says how many of their words do. Raises as `ask`, and Invalid where they said nothing yet.
        """
        command = AskConsent(card_id, call_id=call_id)
        with self.desk.store.begin(by) as work:
            call = self._call(work, command, by)
            if call is None:
                raise NotFound(f"no call {call_id}")
            self._contact(work, card_id, by)
            who = self._who(work, call, participant, by)
            words = Words(self.desk, work)
            known = words.of(card_id)
            if not known:
                raise Invalid("they have not said anything yet", culprit="contact")
            words.keep([one.used(call_id, who) for one in known.values()], known)
            work.record("consent.counts", call_id, {"words": len(known)})
        return len(known)

    def _theirs(self, work: UnitOfWork, request_id: str, by: Actor) -> ConsentRequest:
        """A link the actor may change. Raises NotFound when hidden, else Refused."""
        query = Query(where=where(id=request_id), columns=("id", "owner_id", "team_id"))
        rows = work.of(ConsentRequest).rows(self.desk.scope(by, "consent_request"), query)
        if not rows:
            raise NotFound(f"no consent_request {request_id}")
        if not may(self.desk, by, "consent_request", "update", rows[0]):
            raise Refused("you may not change this link", culprit=request_id)
        scope = self.desk.scope(by, "consent_request", "update")
        return work.of(ConsentRequest).load(request_id, scope)

    def _call(self, work: UnitOfWork, command: AskConsent, by: Actor) -> Call | None:
        """The call, where consent to it may be changed."""
        if command.call_id is None:
            return None
        call = work.of(Call).load(command.call_id, self.desk.scope(by, "call"))
        row = {"id": "", "owner_id": call.owner_id, "team_id": call.team_id}
        if not may(self.desk, by, "consent", "update", row):
            raise Refused("you may not change consent to this call", culprit=call.id)
        return call

    def _contact(self, work: UnitOfWork, card_id: str, by: Actor) -> None:
        query = Query(where=where(id=card_id), columns=("id",))
        if not work.of(Card).rows(self.desk.scope(by, "card"), query):
            raise NotFound(f"no card {card_id}")

    def _who(self, work: UnitOfWork, call: Call, named: str | None, by: Actor) -> str:
        """Who the contact is in the call. Raises Invalid where that is not clear."""
        sides = self._sides(work, call.id, by)
        others = _others(call.participants, sides)
        if named is None and sides and len(others) == 1:
            return others[0]
        if named not in others:
            raise Invalid(
                "say who of the call they are",
                culprit="participant",
                remedy=f"one of {', '.join(others)}" if others else "once it is transcribed",
            )
        return str(named)

    def _sides(self, work: UnitOfWork, call_id: str, by: Actor) -> Mapping[str, str]:
        scope = self.desk.scope(by, "call_transcript")
        found = work.of(CallTranscript).load_many(scope, Query(where=where(call_id=call_id)))
        return {one.ref: one.side for words in found for one in words.transcript.speakers}

    def _names(self, work: UnitOfWork, ids: tuple[str, ...], by: Actor) -> Mapping[str, str]:
        return names_of(self.desk, work, by, ids, Card, "card") if ids else {}

    def _words(
        self, work: UnitOfWork, cards: tuple[str, ...], by: Actor
    ) -> Sequence[ContactConsent]:
        if not cards:
            return ()
        scope = self.desk.scope(by, "contact_consent")
        return work.of(ContactConsent).load_many(scope, Query(where=where(card_id=cards)))


def _others(participants: Sequence[str], sides: Mapping[str, str]) -> Sequence[str]:
    """Who speaks in a call and is not ours, as far as is known; nobody while it is all of them."""
    return [
        ref
        for ref in participants
        if ref not in (EVERYBODY, SELLERS, OTHERS) and sides.get(ref) != "seller"
    ]


def _state(row: View, now: datetime) -> str:
    request = ConsentRequest(**{**row, "token_hash": "", "team_id": None})
    return request.state(now)
