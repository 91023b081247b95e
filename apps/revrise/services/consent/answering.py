"""The page of a link: what a contact reads and answers there, without an account.

Whatever is not an open link is the same NotFound: nobody learns whether there was one.
"""

from collections.abc import Mapping
from datetime import datetime

from attrs import evolve, frozen

from revrise.core.conversations.call import Call
from revrise.core.errors import Invalid, NotFound
from revrise.core.events import Event
from revrise.core.governance.actor import SYSTEM, Actor, system_actor
from revrise.core.governance.contact_consent import (
    ConsentRequest,
    ContactConsent,
    Use,
    word_id,
)
from revrise.core.governance.notice import Notices, notices
from revrise.core.governance.retention import RetentionSetting
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.identity.secret import request_credential
from revrise.core.people.organisation import Organisation
from revrise.ports.storage import UnitOfWork
from revrise.services.consent.words import Words
from revrise.services.desk import Desk
from revrise.services.identity.books import again
from revrise.services.lawful import table

_REASON = "let a contact answer who asked them for consent"
_CHANNEL = "page"


@frozen
class AskedPage:
    """What is on the page, and nothing else.

    `words` is purpose → given | withdrawn | declined | None, `kept_days` None: until somebody
    asks for its end. `may_give` False: the time to agree is over, not that to withdraw. Only once
    it is `answered` may anything be marked beforehand.
    """

    company: str
    purposes: tuple[str, ...]
    words: Mapping[str, str | None]
    regime: str
    texts: Notices
    kept_days: int | None
    call_at: datetime | None
    expires_at: datetime
    may_give: bool
    answered: bool


@frozen
class Answering:
    """The use cases of the page."""

    desk: Desk
    tenant_id: str

    def show(self, token: str) -> AskedPage:
        """Raises NotFound for whatever is not an open link."""
        with self.desk.store.read(self._actor) as work:
            request = self._open(work, token)
            words = Words(self.desk, work).of(request.card_id)
            return self._page(work, request, words)

    def answer(self, token: str, answers: Mapping[str, bool], text_version: str) -> bool:
        """Keeps a yes or no to each purpose; says whether the link may still be used.

        Raises NotFound as `show`, Invalid where one is without an answer, the text changed
        meanwhile, or a yes comes after its time.
        """
        return again(lambda: self._answer(token, answers, text_version))

    def _answer(self, token: str, answers: Mapping[str, bool], text_version: str) -> bool:
        now = self.desk.clock.now()
        with self.desk.store.begin(self._actor) as work:
            request = self._open(work, token)
            words = Words(self.desk, work)
            known = words.of(request.card_id)
            _checked(request, answers, text_version, known, now)
            said = {
                purpose: _word(request, purpose, known.get(purpose), now, yes=answers[purpose])
                for purpose in request.purposes
            }
            words.keep([one for one in said.values() if one is not None], known)
            stands = any(answers[purpose] for purpose in request.purposes)
            after = request.answered(now, stands=stands)
            scope = self._scope("consent_request", "update")
            work.of(ConsentRequest).save(after, scope, expected=request.version)
            yes = sum(answers[one] for one in request.purposes)
            counts = {"given": yes, "refused": len(request.purposes) - yes}
            told = {"person": request.made_by, **counts}
            work.emit(Event("consent.answered", request.id, now, SYSTEM, told))
            work.record(
                "consent.answered",
                request.id,
                {**counts, "channel": _CHANNEL, "text": text_version},
            )
        return stands

    def _open(self, work: UnitOfWork, token: str) -> ConsentRequest:
        credential = request_credential(token)
        try:
            found = work.of(ConsentRequest).load(
                credential.id if credential else "", self._scope("consent_request")
            )
        except NotFound:
            raise _nothing() from None
        fits = credential is not None and credential.fits(found.token_hash)
        if not fits or not found.open(self.desk.clock.now()):
            raise _nothing()
        return found

    def _page(
        self, work: UnitOfWork, request: ConsentRequest, words: Mapping[str, ContactConsent]
    ) -> AskedPage:
        company = work.of(Organisation).load(self.tenant_id, self._scope("organisation"))
        settings = work.of(RetentionSetting).load_many(self._scope("retention_setting"))
        kept = next((one.days for one in settings if one.id == "recording"), None)
        return AskedPage(
            company=company.name,
            purposes=request.purposes,
            words={one: words[one].state if one in words else None for one in request.purposes},
            regime=table(work).of(request.jurisdiction),
            texts=notices(),
            kept_days=kept,
            call_at=self._called(work, request),
            expires_at=request.expires_at,
            may_give=self.desk.clock.now() < request.expires_at,
            answered=request.answered_at is not None,
        )

    def _called(self, work: UnitOfWork, request: ConsentRequest) -> datetime | None:
        if request.call_id is None:
            return None
        return work.of(Call).load(request.call_id, self._scope("call")).started_at

    @property
    def _actor(self) -> Actor:
        return system_actor(self.tenant_id)

    def _scope(self, resource: str, action: str = "read") -> Scope:
        return system_scope(self.tenant_id, resource, action, _REASON)


def _checked(
    request: ConsentRequest,
    answers: Mapping[str, bool],
    text_version: str,
    known: Mapping[str, ContactConsent],
    now: datetime,
) -> None:
    if set(answers) != set(request.purposes):
        raise Invalid("say yes or no to each", culprit="answers")
    if text_version != notices().version:
        raise Invalid("the text has changed meanwhile", culprit="text_version")
    stands = {one for one in answers if one in known and known[one].state == "given"}
    if now >= request.expires_at and any(yes and one not in stands for one, yes in answers.items()):
        raise Invalid("the time to agree is over", culprit="expires_at")


def _word(
    request: ConsentRequest,
    purpose: str,
    before: ContactConsent | None,
    now: datetime,
    *,
    yes: bool,
) -> ContactConsent | None:
    """What the contact says now, where that is news; a yes that stands keeps its own evidence."""
    uses = before.uses if before else ()
    if request.call_id and request.participant:
        here = Use(request.call_id, request.participant)
        uses = (*(one for one in uses if one.call_id != here.call_id), here)
    if before is not None and yes == (before.state == "given"):
        return None if uses == before.uses else evolve(before, uses=uses)
    withdrawn = before is not None and before.state == "given"
    return ContactConsent(
        id=word_id(request.card_id, purpose),
        card_id=request.card_id,
        purpose=purpose,
        jurisdiction=request.jurisdiction,
        source=_CHANNEL,
        said_at=now,
        given_at=now if yes else before.given_at if before and withdrawn else None,
        withdrawn_at=None if yes else now,
        separate=True,
        evidence=f"answered on the page of link {request.id}",
        text_version=notices().version,
        uses=uses,
        owner_id=request.owner_id,
        team_id=request.team_id,
    )


def _nothing() -> NotFound:
    return NotFound("this link opens nothing")
