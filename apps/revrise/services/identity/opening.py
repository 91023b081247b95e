"""From a proved person to a session, or to the one step that is still missing."""

from collections.abc import Callable, Collection
from datetime import timedelta

from attrs import Factory, field, frozen

from revrise.core.governance.actor import system_actor
from revrise.core.identity.login_step import CODE, ENROL, LASTS, LoginStep
from revrise.core.identity.second_factor import SecondFactor, factor_id
from revrise.core.identity.secret import Credential, session_credential
from revrise.core.identity.session import Session
from revrise.core.people.person import Person
from revrise.ports.passwords import Tokens
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.identity.books import again, all_of, found
from revrise.services.people.actors import Actors

_AGENT = 200
Also = Callable[[UnitOfWork], None]


@frozen
class Visit:
    """Where somebody sits. `replaces` is the session cookie they had."""

    address: str = ""
    agent: str = ""
    replaces: str = field(default="", repr=False)


@frozen
class LoggedIn:
    """A new session; `token` is told once and kept nowhere."""

    token: str = field(repr=False)
    session_id: str
    person_id: str
    csrf: str = field(repr=False)


@frozen
class HalfIn:
    """A log-in that is not done: `missing` is code | enrol. `token` opens that step only, once."""

    token: str = field(repr=False)
    missing: str
    person_id: str


@frozen
class Opening:
    """Opens sessions. Roles of `required_for` get none without a second factor."""

    desk: Desk
    tenant_id: str
    tokens: Tokens
    lifetime: timedelta = timedelta(days=7)
    required_for: Collection[str] = Factory(frozenset)

    def enter(
        self, person_id: str, visit: Visit, also: Also | None = None, *, asks_more: bool = True
    ) -> LoggedIn | HalfIn:
        """The session, or what it still takes. `also` joins the same unit of work."""
        missing = self._missing(person_id) if asks_more else ""
        if missing:
            return self._half(person_id, missing, also)
        return self.session(person_id, visit, also)

    def session(self, person_id: str, visit: Visit, also: Also | None = None) -> LoggedIn:
        """A session for somebody who has proved all there is to prove."""
        credential = Credential(self.desk.ids.new("ses"), self.tokens.new())
        again(lambda: self._write(person_id, visit, credential, also))
        return LoggedIn(credential.dotted, credential.id, person_id, credential.csrf)

    def needs_factor(self, work: UnitOfWork, person_id: str) -> bool:
        """Whether a role of theirs asks for a second factor."""
        person = found(work, Person, person_id, "person") if self.required_for else None
        if person is None:
            return False
        return not Actors.read(self.desk, work).of(person).roles.isdisjoint(self.required_for)

    def end(self, work: UnitOfWork, token: str) -> Session | None:
        """Ends the session of a cookie; None when it was over or never was one."""
        credential = session_credential(token)
        session = credential and found(work, Session, credential.id, "session")
        if not (credential and session and credential.fits(session.token_hash)):
            return None
        if session.ended_at is not None:
            return None
        over = session.ended(self.desk.clock.now())
        work.of(Session).save(over, all_of(self.tenant_id, "session"), expected=session.version)
        return over

    def _missing(self, person_id: str) -> str:
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            factor = found(work, SecondFactor, factor_id(person_id), "second_factor")
            if factor is not None and factor.on:
                return CODE
            return ENROL if self.needs_factor(work, person_id) else ""

    def _half(self, person_id: str, missing: str, also: Also | None) -> HalfIn:
        credential = Credential(self.desk.ids.new("stp"), self.tokens.new())
        now = self.desk.clock.now()
        step = LoginStep(credential.id, missing, credential.hash, now, now + LASTS, person_id)

        def write() -> None:
            with self.desk.store.begin(system_actor(self.tenant_id)) as work:
                work.of(LoginStep).add(step, all_of(self.tenant_id, "login_step"))
                if also:
                    also(work)
                work.record("session.half_opened", person_id, {"missing": missing})

        again(write)
        return HalfIn(credential.dotted, missing, person_id)

    def _write(
        self, person_id: str, visit: Visit, credential: Credential, also: Also | None
    ) -> None:
        now = self.desk.clock.now()
        session = Session(
            credential.id,
            person_id,
            credential.hash,
            started_at=now,
            seen_at=now,
            ends_at=now + self.lifetime,
            agent=visit.agent[:_AGENT],
        )
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            work.of(Session).add(session, all_of(self.tenant_id, "session"))
            # The session the browser had is over: nobody goes on in it beside the new one.
            self.end(work, visit.replaces)
            if also:
                also(work)
            work.record("session.opened", person_id, {"session": session.id})
