"""The door for signed messages (Standard Webhooks): who sent it, and in whose name it comes in."""

from collections.abc import Callable, Mapping

from attrs import frozen

from revrise.core.conversations.intake.source import IntakeSource
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.core.webhooks.signature import SECRET_BYTES, secret, verify
from revrise.ports.query import Query
from revrise.services.desk import Desk

_REASON = "check a signed message"
# Signs nothing: it makes the answer for a source that is not there take as long.
_NOBODY = (secret(bytes(SECRET_BYTES)),)


@frozen
class Entered:
    """Whose message it is: the source, who answers for it, and what the message is known by."""

    source: IntakeSource
    by: Actor
    message: str


@frozen
class IntakeDoor:
    """The use case."""

    desk: Desk
    tenant_id: str
    on_behalf: Callable[[str], Actor]

    def enter(self, source_id: str, headers: Mapping[str, str], body: bytes) -> Entered:
        """Raises Refused, always in the same words: no such source, off, nobody's, not signed."""
        source, now = self._source(source_id), self.desk.clock.now()
        secrets = source.verifying(now) if source else _NOBODY
        message = verify(headers, body, secrets, now)
        if source is None or message is None or not source.active:
            raise _no()
        try:
            return Entered(source, self.on_behalf(source.owner_id), message)
        except Refused:
            raise _no() from None

    def _source(self, source_id: str) -> IntakeSource | None:
        scope = system_scope(self.tenant_id, "intake_source", "read", _REASON)
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            found = work.of(IntakeSource).load_many(scope, Query(where(id=source_id)))
        return found[0] if found else None


def _no() -> Refused:
    return Refused("this message is not taken")
