"""Local accounts: invitations, first passwords, new passwords."""

from attrs import evolve, field, frozen

from revrise.core.errors import NotFound, Refused
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.identity.account import LocalAccount, account_id
from revrise.core.identity.password_rules import check_guesses, check_password
from revrise.core.identity.secret import Credential, invitation_credential
from revrise.core.people.organisation import Organisation
from revrise.core.people.person import Person
from revrise.ports.passwords import Guessing, Passwords, Tokens
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.identity import attempts
from revrise.services.identity.books import (
    account_of,
    again,
    all_of,
    end_sessions,
    found,
    free_login,
)


@frozen
class SetPassword:
    """A password for somebody else, by who may manage accounts."""

    person_id: str
    password: str = field(repr=False)


@frozen
class ChangePassword:
    """One's own password."""

    old: str = field(repr=False)
    new: str = field(repr=False)
    keep_session: str = ""


@frozen
class AcceptInvitation:
    """The first password, by who holds the invitation."""

    token: str = field(repr=False)
    password: str = field(repr=False)


@frozen
class Invited:
    """`token` belongs into the link to the page where the password is set; it is told once."""

    person_id: str
    login: str
    token: str = field(repr=False)


@frozen
class Accounts:
    """Use cases around accounts. A new password ends every session that was open."""

    desk: Desk
    tenant_id: str
    passwords: Passwords
    tokens: Tokens
    guessing: Guessing

    def any(self) -> bool:
        """Whether anybody can log in yet; asked when a server starts."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            return work.of(LocalAccount).count(all_of(self.tenant_id, "local_account")) > 0

    def has_password(self, person_id: str) -> bool:
        """Whether somebody's password is set; asked before one is made up for them."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            account = account_of(work, person_id)
        return account is not None and bool(account.password_hash)

    def set_password(self, command: SetPassword, by: Actor) -> str:
        """Sets somebody's password; returns their log-in name. Raises Invalid for a weak one."""
        person = self._managed(command.person_id, by)
        self._check(command.password, person)
        hashed = self.passwords.hash(command.password)
        return again(lambda: self._set(person, hashed, by, "account.password_set"))

    def invite(self, person_id: str, by: Actor) -> Invited:
        """An invitation to set a password, good for a week and for once."""
        person = self._managed(person_id, by)
        credential = Credential(account_id(person.id), self.tokens.new())
        return again(lambda: self._invite(person, credential, by))

    def unlock(self, person_id: str, by: Actor) -> None:
        """Forgets the failures that keep somebody waiting. Raises NotFound without an account."""
        person = self._managed(person_id, by)
        again(lambda: self._unlock(person, by))

    def change_password(self, command: ChangePassword, by: Actor) -> None:
        """Sets one's own.

        Raises Refused for a wrong old one, Locked after too many, Invalid for a weak new one.
        """
        scope = self.desk.scope(by, "local_account", "update")
        with self.desk.store.read(by) as work:
            attempts.check(work, by.person_id, "", self.desk.clock.now(), attempts.PROOF)
            account = work.of(LocalAccount).load(account_id(by.person_id), scope)
            person = found(work, Person, by.person_id, "person")
        if person is None or not self.passwords.verify(command.old, account.password_hash):
            again(lambda: self._count(by.person_id))
            raise Refused("the old password is wrong", culprit="old", remedy="type it again")
        self._check(command.new, person)
        hashed = self.passwords.hash(command.new)
        again(
            lambda: self._set(
                person, hashed, by, "account.password_changed", keep=command.keep_session
            )
        )

    def invitation(self, token: str) -> str:
        """The name of the person an invitation is for. Raises NotFound for one that is over."""
        return self._invited(token)[1].name

    def accept(self, command: AcceptInvitation) -> LocalAccount:
        """Sets the first password. Raises NotFound for an invitation that is over."""
        _, person = self._invited(command.token)
        self._check(command.password, person)
        hashed = self.passwords.hash(command.password)
        return again(lambda: self._accept(command.token, hashed))

    def _check(self, password: str, person: Person) -> None:
        """Raises Invalid for what is tried first, also by who knows them or the company."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            company = found(work, Organisation, self.tenant_id, "organisation")
        known = (person.name, person.email, person.id, company.name if company else "")
        about = tuple(filter(None, known))
        check_password(password, about)
        check_guesses(self.guessing.guesses(password, about))

    def _count(self, person_id: str) -> None:
        """A wrong old password more: who found an open browser does not try them all."""
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            attempts.failed(work, person_id, "", self.desk.clock.now(), attempts.PROOF)
            work.record("account.password_refused", person_id)

    def _managed(self, person_id: str, by: Actor) -> Person:
        """Somebody whose account the actor may manage."""
        self.desk.scope(by, "local_account", "manage")
        with self.desk.store.read(by) as work:
            return work.of(Person).load(person_id, all_of(self.tenant_id, "person"))

    def _set(self, person: Person, hashed: str, by: Actor, action: str, keep: str = "") -> str:
        now = self.desk.clock.now()
        with self.desk.store.begin(by) as work:
            account = self._stored(work, person).with_password(hashed, now)
            self._save(work, account)
            attempts.forgiven(work, person, account.login)
            end_sessions(work, person.id, self.desk.clock.now(), keep)
            work.record(action, person.id)
        return account.login

    def _unlock(self, person: Person, by: Actor) -> None:
        with self.desk.store.begin(by) as work:
            account = account_of(work, person.id)
            if account is None:
                raise NotFound(f"{person.id} has no account", remedy="invite them")
            attempts.forgiven(work, person, account.login)
            work.record("account.unlocked", person.id)

    def _invite(self, person: Person, credential: Credential, by: Actor) -> Invited:
        with self.desk.store.begin(by) as work:
            now = self.desk.clock.now()
            account = self._stored(work, person).invited(credential.hash, now)
            self._save(work, account)
            work.record("account.invited", person.id)
        return Invited(person.id, account.login, credential.dotted)

    def _accept(self, token: str, hashed: str) -> LocalAccount:
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            account, person = self._open_invitation(work, token)
            changed = account.with_password(hashed, self.desk.clock.now())
            self._save(work, changed)
            attempts.forgiven(work, person, changed.login)
            end_sessions(work, person.id, self.desk.clock.now())
            work.record("account.invitation_accepted", person.id)
        return changed

    def _invited(self, token: str) -> tuple[LocalAccount, Person]:
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            return self._open_invitation(work, token)

    def _open_invitation(self, work: UnitOfWork, token: str) -> tuple[LocalAccount, Person]:
        credential = invitation_credential(token)
        account = credential and found(work, LocalAccount, credential.id, "local_account")
        if credential and account and credential.fits(account.invite_hash):
            person = found(work, Person, account.person_id, "person")
            if person and person.active and account.open_to_invitation(self.desk.clock.now()):
                return account, person
        raise NotFound("this invitation is over", remedy="ask an administrator for a new one")

    def _stored(self, work: UnitOfWork, person: Person) -> LocalAccount:
        """The account, made where there is none; its log-in name follows the person's address."""
        login, there = free_login(work, person), account_of(work, person.id)
        if there:
            return evolve(there, login=login)
        made = LocalAccount(account_id(person.id), person.id, login)
        work.of(LocalAccount).add(made, all_of(self.tenant_id, "local_account"))
        return made

    def _save(self, work: UnitOfWork, account: LocalAccount) -> None:
        scope = all_of(self.tenant_id, "local_account")
        work.of(LocalAccount).save(account, scope, expected=account.version - 1)
