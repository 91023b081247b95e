"""What a person holds: sessions and API keys, to see and to end."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from attrs import field, frozen

from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Column, IsNull, where
from revrise.core.identity.api_key import ApiKey, checked, checked_scopes
from revrise.core.identity.secret import Credential
from revrise.core.identity.session import Session
from revrise.ports.passwords import Tokens
from revrise.ports.policy import ACTIONS
from revrise.ports.query import Query
from revrise.ports.storage import View
from revrise.services.desk import Desk
from revrise.services.identity.books import again

_SESSION = ("id", "person_id", "started_at", "seen_at", "ends_at", "ended_at", "agent", "version")
_KEY = (
    "id",
    "person_id",
    "name",
    "read_only",
    "scopes",
    "made_at",
    "expires_at",
    "ended_at",
    "version",
)


@frozen
class MakeKey:
    """A key for a program that acts for the person who makes it; `days` until it expires.

    `scopes` narrow it, e.g. `deal:read`; without any it may what they may.
    """

    name: str
    days: int = 90
    read_only: bool = True
    scopes: tuple[str, ...] = ()


@frozen
class NewKey:
    """`token` is told once and kept nowhere."""

    id: str
    name: str
    token: str = field(repr=False)
    read_only: bool
    expires_at: datetime
    scopes: tuple[str, ...] = ()


@frozen
class KeyRing:
    """Use cases around what is held. Ending it is felt within a second.

    `resources` are what scopes may name.
    """

    desk: Desk
    tokens: Tokens
    resources: Collection[str] = ()

    def sessions(self, by: Actor, person_id: str | None = None) -> Sequence[View]:
        """Open sessions of oneself, or of whom one may see; the newest first."""
        return self._open(by, Session, "session", _SESSION, person_id)

    def keys(self, by: Actor, person_id: str | None = None) -> Sequence[View]:
        """Open keys of oneself, or of whom one may see; the newest first."""
        return self._open(by, ApiKey, "api_key", _KEY, person_id)

    def make_key(self, command: MakeKey, by: Actor) -> NewKey:
        """A new key. Raises Invalid for a missing name, a life too long, an unknown scope."""
        name, life = checked(command.name, command.days)
        scopes = checked_scopes(command.scopes, self.resources, ACTIONS)
        now, scope = self.desk.clock.now(), self.desk.scope(by, "api_key", "create")
        credential = Credential(self.desk.ids.new("key"), self.tokens.new())
        key = ApiKey(
            credential.id,
            by.person_id,
            name,
            credential.hash,
            command.read_only,
            now,
            now + life,
            scopes=scopes,
        )
        with self.desk.store.begin(by) as work:
            work.of(ApiKey).add(key, scope)
            work.record("api_key.made", key.id, {"read_only": key.read_only})
        return NewKey(key.id, name, credential.as_key, key.read_only, key.expires_at, scopes)

    def end_session(self, session_id: str, by: Actor) -> None:
        """Ends a session. Raises NotFound for one that is hidden or missing."""
        again(lambda: self._end(by, Session, "session", session_id))

    def end_key(self, key_id: str, by: Actor) -> None:
        """Ends a key. Raises NotFound for one that is hidden or missing."""
        again(lambda: self._end(by, ApiKey, "api_key", key_id))

    def _open(
        self, by: Actor, kind: type[Any], resource: str, columns: Sequence[str], person: str | None
    ) -> Sequence[View]:
        whose = where(person_id=person or by.person_id)
        still = All((whose, IsNull(Column("ended_at"))))
        query = Query(where=still, order=(("id", True),), columns=tuple(columns))
        return self.desk.rows(by, kind, resource, query)

    def _end(self, by: Actor, kind: type[Any], resource: str, thing_id: str) -> None:
        scope = self.desk.scope(by, resource, "delete")
        with self.desk.store.begin(by) as work:
            thing = work.of(kind).load(thing_id, scope)
            if thing.ended_at is None:
                over = thing.ended(self.desk.clock.now())
                work.of(kind).save(over, scope, expected=thing.version)
                work.record(f"{resource}.ended", thing_id, {"person": thing.person_id})
