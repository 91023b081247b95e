"""Sending a contact the link that asks for consent, by e-mail; a task of a worker."""

from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from revrise.core.bilingual import Bilingual, Language
from revrise.core.deals.account import Card
from revrise.core.errors import NotFound
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.contact_consent import ConsentRequest
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.identity.secret import Credential
from revrise.core.people.organisation import Organisation
from revrise.ports.jobs import JobContext
from revrise.ports.notify import Channels, Message
from revrise.ports.passwords import Tokens
from revrise.services.consent.asking import PATH
from revrise.services.desk import Desk

_REASON = "send a contact the link by which they answer"
_TITLE = Bilingual("{company} asks for your consent", "{company} 征求你的同意")
_BODY = Bilingual(
    "{company} would like to use calls with you for the purposes named on the page behind this "
    "link. There you say yes or no to each, and can take it back later by the same link. You can "
    "answer until {until}. If you do nothing, nothing is agreed to.",
    "{company} 希望将与你的通话用于链接页面中列明的用途。你可以在页面上逐项同意或拒绝，"
    "之后也可以通过同一链接撤回。请在 {until} 前答复；不作答复即视为不同意。",
)


@frozen
class Mailing:
    """The task. `site` is where the app is found from outside."""

    desk: Desk
    tenant_id: str
    channels: Channels
    tokens: Tokens
    site: str

    def run(self, context: JobContext, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """A new secret for the link, then the message: what opens it is in the e-mail alone.

        One that was answered or ended meanwhile is not sent. Run again, it sends a newer link.
        """
        message = self._message(str(args["request"]), args["language"])
        if message is None:
            return {"sent": 0}
        channel = channel_of(self.channels)
        context.step("mail", lambda: self.channels.send(channel, message))
        return {"sent": 1}

    def _message(self, request_id: str, language: Language) -> Message | None:
        credential = Credential(request_id, self.tokens.new())
        now = self.desk.clock.now()
        with self.desk.store.begin(self._actor) as work:
            try:
                before = work.of(ConsentRequest).load(request_id, self._scope("consent_request"))
                card = work.of(Card).load(before.card_id, self._scope("card"))
            except NotFound:
                return None
            if before.state(now) != "asked" or not card.email:
                return None
            after = evolve(before, token_hash=credential.hash, version=before.version + 1)
            scope = self._scope("consent_request", "update")
            work.of(ConsentRequest).save(after, scope, expected=before.version)
            work.record("consent.link_renewed", request_id)
            company = work.of(Organisation).load(self.tenant_id, self._scope("organisation")).name
        until = f"{before.expires_at:%Y-%m-%d}"
        return Message(
            _TITLE.of(language).format(company=company),
            _BODY.of(language).format(company=company, until=until),
            f"{self.site.rstrip('/')}{PATH}{credential.dotted}",
            card.email,
        )

    @property
    def _actor(self) -> Actor:
        return system_actor(self.tenant_id)

    def _scope(self, resource: str, action: str = "read") -> Scope:
        return system_scope(self.tenant_id, resource, action, _REASON)


def channel_of(channels: Channels) -> str:
    """The channel that reaches one person: `email` where there is one of that name."""
    names = channels.personal
    return "email" if "email" in names else next(iter(names), "")
