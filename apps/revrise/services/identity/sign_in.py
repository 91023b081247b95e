"""Logging in with a password, and out again."""

from datetime import timedelta

from attrs import evolve, field, frozen

from revrise.core.errors import Refused
from revrise.core.governance.actor import system_actor
from revrise.core.identity.account import LocalAccount
from revrise.core.identity.secret import Credential, session_credential
from revrise.core.identity.session import Session
from revrise.core.people.person import Person
from revrise.ports.passwords import Passwords, Tokens
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.identity import attempts
from revrise.services.identity.books import account_named, again, all_of, found

_AGENT = 200


@frozen
class LogIn:
    """What somebody typed, and where they sit. `replaces` is the session cookie they had."""

    login: str
    password: str = field(repr=False)
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
class SignIn:
    """Use cases of logging in. Whoever fails is told the same, whatever was wrong."""

    desk: Desk
    tenant_id: str
    passwords: Passwords
    tokens: Tokens
    lifetime: timedelta = timedelta(days=7)

    def log_in(self, command: LogIn) -> LoggedIn:
        """A new session. Raises Refused for a wrong name or password, Locked after too many."""
        account = self._account(command)
        # Outside of any transaction: it takes a tenth of a second.
        right = self.passwords.verify(command.password, account.password_hash if account else None)
        if account and right:
            return self.open(account, command)
        again(lambda: self._count(command, account))
        raise Refused(
            "the name or the password is wrong",
            culprit="login",
            remedy="try again, or ask an administrator for a new invitation",
        )

    def open(self, account: LocalAccount, command: LogIn) -> LoggedIn:
        """A session for somebody who has proved who they are."""
        stale = account.password_hash and self.passwords.stale(account.password_hash)
        fresh = self.passwords.hash(command.password) if stale else None
        credential = Credential(self.desk.ids.new("ses"), self.tokens.new())
        again(lambda: self._write(account, command, credential, fresh))
        return LoggedIn(credential.dotted, credential.id, account.person_id, credential.csrf)

    def log_out(self, token: str) -> bool:
        """Ends the session of a cookie; False when it was over or never was one."""
        return again(lambda: self._log_out(token))

    def _account(self, command: LogIn) -> LocalAccount | None:
        """The account meant, if it may be used. Raises Locked."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            attempts.check(work, command.login, command.address, self.desk.clock.now())
            account = account_named(work, command.login)
            person = account and found(work, Person, account.person_id, "person")
        return account if account and account.password_hash and person and person.active else None

    def _write(
        self, account: LocalAccount, command: LogIn, credential: Credential, fresh: str | None
    ) -> None:
        now = self.desk.clock.now()
        session = Session(
            credential.id,
            account.person_id,
            credential.hash,
            started_at=now,
            seen_at=now,
            ends_at=now + self.lifetime,
            agent=command.agent[:_AGENT],
        )
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            work.of(Session).add(session, all_of(self.tenant_id, "session"))
            # The session the browser had is over: nobody goes on in it beside the new one.
            self._end(work, command.replaces)
            attempts.cleared(work, command.login)
            if fresh:
                self._rehash(work, account, fresh)
            work.record("session.opened", account.person_id, {"session": session.id})

    def _rehash(self, work: UnitOfWork, account: LocalAccount, fresh: str) -> None:
        changed = evolve(account, password_hash=fresh, version=account.version + 1)
        scope = all_of(self.tenant_id, "local_account")
        work.of(LocalAccount).save(changed, scope, expected=account.version)

    def _count(self, command: LogIn, account: LocalAccount | None) -> None:
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            attempts.failed(work, command.login, command.address, self.desk.clock.now())
            work.record("session.refused", account.person_id if account else "nobody")

    def _log_out(self, token: str) -> bool:
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            session = self._end(work, token)
            if session:
                work.record("session.closed", session.person_id, {"session": session.id})
        return session is not None

    def _end(self, work: UnitOfWork, token: str) -> Session | None:
        credential = session_credential(token)
        session = credential and found(work, Session, credential.id, "session")
        if not (credential and session and credential.fits(session.token_hash)):
            return None
        if session.ended_at is not None:
            return None
        over = session.ended(self.desk.clock.now())
        work.of(Session).save(over, all_of(self.tenant_id, "session"), expected=session.version)
        return over
