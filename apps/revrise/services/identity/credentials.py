"""From what a request carries to the person behind it."""

from contextlib import suppress
from datetime import timedelta

from attrs import evolve, field, frozen

from revrise.core.errors import Conflict
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.identity.api_key import ApiKey
from revrise.core.identity.secret import Credential, key_credential, session_credential
from revrise.core.identity.session import Session
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.identity.books import all_of, found
from revrise.services.people.actors import Actors


@frozen
class Identified:
    """Somebody who proved who they are. `via` is session | key, `team` the name of theirs."""

    actor: Actor
    name: str
    locale: str
    via: str
    credential_id: str
    csrf: str = field(default="", repr=False)
    read_only: bool = False
    team: str = ""
    scopes: tuple[str, ...] = ()


@frozen
class Credentials:
    """Checks sessions and keys. Whoever is no longer active is nobody, whatever they hold."""

    desk: Desk
    tenant_id: str
    idle: timedelta = timedelta(hours=8)

    def of_session(self, token: str) -> Identified | None:
        """The person of a session cookie; None where it is over, or never was one."""
        credential = session_credential(token)
        if credential is None:
            return None
        now = self.desk.clock.now()
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            session = found(work, Session, credential.id, "session")
            if session is None or not credential.fits(session.token_hash):
                return None
            if not session.alive(now, self.idle):
                return None
            who = self._identified(work, session.person_id, "session", credential)
        if who and session.to_note(now, self.idle):
            self._note(session)
        return who

    def of_key(self, token: str) -> Identified | None:
        """The person of an API key; None where it is over, or never was one."""
        credential = key_credential(token)
        if credential is None:
            return None
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            key = found(work, ApiKey, credential.id, "api_key")
            if key is None or not credential.fits(key.token_hash):
                return None
            if not key.alive(self.desk.clock.now()):
                return None
            who = self._identified(work, key.person_id, "key", credential)
        return who and evolve(who, read_only=key.read_only, scopes=key.scopes)

    def _identified(
        self, work: UnitOfWork, person_id: str, via: str, credential: Credential
    ) -> Identified | None:
        person = found(work, Person, person_id, "person")
        if person is None or not person.active:
            return None
        teams = work.of(Team).load_many(all_of(self.tenant_id, "team"))
        return Identified(
            Actors.read(self.desk, work, teams).of(person),
            person.name,
            person.locale,
            via,
            credential.id,
            credential.csrf if via == "session" else "",
            team=next((team.name for team in teams if team.id == person.team_id), ""),
        )

    def _note(self, session: Session) -> None:
        """Writes down that a session is in use; somebody else may have done so meanwhile."""
        with suppress(Conflict), self.desk.store.begin(system_actor(self.tenant_id)) as work:
            seen = session.seen(self.desk.clock.now())
            scope = all_of(self.tenant_id, "session")
            work.of(Session).save(seen, scope, expected=session.version)
            work.record("session.used", session.person_id, {"session": session.id})
