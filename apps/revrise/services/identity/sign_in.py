"""Logging in with a password, and out again."""

from collections.abc import Collection
from datetime import timedelta

from attrs import Factory, evolve, field, frozen

from revrise.core.errors import Refused
from revrise.core.governance.actor import system_actor
from revrise.core.identity.account import LocalAccount
from revrise.core.people.person import Person
from revrise.ports.passwords import Passwords, Tokens
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.identity import attempts
from revrise.services.identity.books import account_named, again, all_of, found
from revrise.services.identity.opening import HalfIn, LoggedIn, Opening, Visit

__all__ = ["HalfIn", "LogIn", "LoggedIn", "SignIn"]


@frozen
class LogIn:
    """What somebody typed, and where they sit. `replaces` is the session cookie they had."""

    login: str
    password: str = field(repr=False)
    address: str = ""
    agent: str = ""
    replaces: str = field(default="", repr=False)

    @property
    def visit(self) -> Visit:
        """Where they sit."""
        return Visit(self.address, self.agent, self.replaces)


@frozen
class SignIn:
    """Use cases of logging in. Whoever fails is told the same, whatever was wrong."""

    desk: Desk
    tenant_id: str
    passwords: Passwords
    tokens: Tokens
    lifetime: timedelta = timedelta(days=7)
    required_for: Collection[str] = Factory(frozenset)

    @property
    def opening(self) -> Opening:
        """What opens sessions for whoever is proved."""
        return Opening(self.desk, self.tenant_id, self.tokens, self.lifetime, self.required_for)

    def log_in(self, command: LogIn) -> LoggedIn | HalfIn:
        """A new session, or half of one where a second factor is asked for.

        Raises Refused for a wrong name or password, Locked after too many.
        """
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

    def open(self, account: LocalAccount, command: LogIn) -> LoggedIn | HalfIn:
        """What somebody gets whose password was right."""
        stale = account.password_hash and self.passwords.stale(account.password_hash)
        fresh = self.passwords.hash(command.password) if stale else None

        def also(work: UnitOfWork) -> None:
            attempts.cleared(work, command.login)
            if fresh:
                self._rehash(work, account, fresh)

        return self.opening.enter(account.person_id, command.visit, also)

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
            session = self.opening.end(work, token)
            if session:
                work.record("session.closed", session.person_id, {"session": session.id})
        return session is not None
