"""Provisioning tokens: to make, to see, to end, to check."""

from collections.abc import Sequence
from datetime import datetime

from attrs import field, frozen

from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.rule import Column, IsNull
from revrise.core.identity.api_key import checked
from revrise.core.identity.provisioning import ProvisioningToken
from revrise.core.identity.secret import Credential, provisioning_credential
from revrise.ports.passwords import Tokens
from revrise.ports.query import Query
from revrise.ports.storage import View
from revrise.services.desk import Desk
from revrise.services.identity.books import again, found

_RESOURCE = "provisioning_token"
_SHOWN = ("id", "name", "made_by", "made_at", "expires_at", "ended_at", "version")


@frozen
class NewProvisioningToken:
    """`token` is told once and kept nowhere."""

    id: str
    name: str
    token: str = field(repr=False)
    expires_at: datetime


@frozen
class ProvisioningTokens:
    """Use cases around what a directory proves itself with. Ending one counts at once."""

    desk: Desk
    tenant_id: str
    tokens: Tokens

    def open(self, by: Actor) -> Sequence[View]:
        """Tokens that were not ended, the newest first."""
        query = Query(where=IsNull(Column("ended_at")), order=(("id", True),), columns=_SHOWN)
        return self.desk.rows(by, ProvisioningToken, _RESOURCE, query)

    def make(self, name: str, days: int, by: Actor) -> NewProvisioningToken:
        """A new token. Raises Invalid for a missing name or a life too long."""
        name, life = checked(name, days)
        now, scope = self.desk.clock.now(), self.desk.scope(by, _RESOURCE, "create")
        credential = Credential(self.desk.ids.new("prv"), self.tokens.new())
        token = ProvisioningToken(
            credential.id, name, credential.hash, by.person_id, now, now + life
        )
        with self.desk.store.begin(by) as work:
            work.of(ProvisioningToken).add(token, scope)
            work.record("provisioning_token.made", token.id)
        return NewProvisioningToken(token.id, name, credential.as_provisioning, token.expires_at)

    def end(self, token_id: str, by: Actor) -> None:
        """Ends one. Raises NotFound for one that is hidden or missing."""
        again(lambda: self._end(token_id, by))

    def check(self, text: str) -> str:
        """The id of a token that may be used now. Raises Refused for everything else."""
        credential = provisioning_credential(text)
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            token = found(work, ProvisioningToken, credential.id, _RESOURCE) if credential else None
        if not (credential and token and credential.fits(token.token_hash)):
            raise _nothing()
        if not token.alive(self.desk.clock.now()):
            raise _nothing()
        return token.id

    def _end(self, token_id: str, by: Actor) -> None:
        scope = self.desk.scope(by, _RESOURCE, "delete")
        with self.desk.store.begin(by) as work:
            token = work.of(ProvisioningToken).load(token_id, scope)
            if token.ended_at is None:
                over = token.ended(self.desk.clock.now())
                work.of(ProvisioningToken).save(over, scope, expected=token.version)
                work.record("provisioning_token.ended", token_id)


def _nothing() -> Refused:
    return Refused("this provisioning token opens nothing", remedy="make a new one")
