"""Logging in with a password, and out again."""

from collections.abc import Collection
from datetime import timedelta
from hmac import compare_digest

from attrs import Factory, evolve, field, frozen

from revrise.core.errors import Refused
from revrise.core.governance.actor import system_actor
from revrise.core.identity.account import LocalAccount
from revrise.core.identity.session import Session
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
    """What somebody typed, and where they sit.

    `replaces` is the session cookie they had, `known` the mark of an earlier session.
    """

    login: str
    password: str = field(repr=False)
    address: str = ""
    agent: str = ""
    replaces: str = field(default="", repr=False)
    known: str = field(default="", repr=False)

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
        account, browser = self._account(command)
        # Outside of any transaction: it takes a tenth of a second.
        right = self.passwords.verify(command.password, account.password_hash if account else None)
        if account and right:
            return self.open(account, command, browser)
        again(lambda: self._count(command, account, browser))
        raise Refused(
            "the name or the password is wrong",
            culprit="login",
            remedy="try again, or ask an administrator for a new invitation",
        )

    def open(self, account: LocalAccount, command: LogIn, browser: str = "") -> LoggedIn | HalfIn:
        """What somebody gets whose password was right."""
        stale = account.password_hash and self.passwords.stale(account.password_hash)
        fresh = self.passwords.hash(command.password) if stale else None

        def also(work: UnitOfWork) -> None:
            attempts.cleared(work, browser or command.login, _kind(browser))
            if fresh:
                self._rehash(work, account, fresh)

        return self.opening.enter(account.person_id, command.visit, also)

    def log_out(self, token: str) -> bool:
        """Ends the session of a cookie; False when it was over or never was one."""
        return again(lambda: self._log_out(token))

    def _account(self, command: LogIn) -> tuple[LocalAccount | None, str]:
        """The account meant, if it may be used, and what their browser is counted by.

        Raises Locked.
        """
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            account = account_named(work, command.login)
            browser = _known(work, account, command.known)
            who, address = (browser, "") if browser else (command.login, command.address)
            attempts.check(work, who, address, self.desk.clock.now(), _kind(browser))
            person = account and found(work, Person, account.person_id, "person")
        usable = account and account.password_hash and person and person.active
        return (account if usable else None), browser

    def _rehash(self, work: UnitOfWork, account: LocalAccount, fresh: str) -> None:
        changed = evolve(account, password_hash=fresh, version=account.version + 1)
        scope = all_of(self.tenant_id, "local_account")
        work.of(LocalAccount).save(changed, scope, expected=account.version)

    def _count(self, command: LogIn, account: LocalAccount | None, browser: str) -> None:
        who, address = (browser, "") if browser else (command.login, command.address)
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            attempts.failed(work, who, address, self.desk.clock.now(), _kind(browser))
            work.record("session.refused", account.person_id if account else "nobody")

    def _log_out(self, token: str) -> bool:
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            session = self.opening.end(work, token)
            if session:
                work.record("session.closed", session.person_id, {"session": session.id})
        return session is not None


def _known(work: UnitOfWork, account: LocalAccount | None, mark: str) -> str:
    """The id of an earlier session of this person in this browser; empty where there was none."""
    session = found(work, Session, mark.partition(".")[0], "session") if account and mark else None
    if account is None or session is None or session.person_id != account.person_id:
        return ""
    return session.id if compare_digest(session.mark.encode(), mark.encode()) else ""


def _kind(browser: str) -> str:
    return attempts.BROWSER if browser else attempts.NAME
