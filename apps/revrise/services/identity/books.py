"""What the use cases of identity share: scopes of work that happens before anybody is known."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from revrise.core.errors import Conflict, NotFound
from revrise.core.governance.rule import All, Column, IsNull, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.identity.account import LocalAccount, account_id, folded
from revrise.core.identity.login_step import LoginStep
from revrise.core.identity.session import Session
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork

T = TypeVar("T")
REASON = "find out who somebody is"
_TRIES = 8


def all_of(tenant_id: str, resource: str, action: str = "system") -> Scope:
    """Every row, before there is an actor."""
    return system_scope(tenant_id, resource, action, REASON)


def found(work: UnitOfWork, kind: type[T], thing_id: str, resource: str) -> T | None:
    """The thing of an id, or None."""
    try:
        return work.of(kind).load(thing_id, all_of(work.actor.tenant_id, resource))
    except NotFound:
        return None


def account_of(work: UnitOfWork, person_id: str) -> LocalAccount | None:
    """A person's account, or None."""
    return found(work, LocalAccount, account_id(person_id), "local_account")


def account_named(work: UnitOfWork, login: str) -> LocalAccount | None:
    """The account somebody means by what they typed: its log-in name, the person's e-mail or id."""
    accounts = all_of(work.actor.tenant_id, "local_account")
    named = work.of(LocalAccount).load_many(accounts, Query(where=where(login=folded(login))))
    if named:
        return named[0]
    for column in ("email", "id"):
        people = work.of(Person).load_many(
            all_of(work.actor.tenant_id, "person"), Query(where=where(**{column: login.strip()}))
        )
        if len(people) == 1:
            return account_of(work, people[0].id)
    return None


def free_login(work: UnitOfWork, person: Person) -> str:
    """The log-in name of a new account: the e-mail address, else the id. Raises Conflict."""
    login = folded(person.email or person.id)
    taken = work.of(LocalAccount).load_many(
        all_of(work.actor.tenant_id, "local_account"), Query(where=where(login=login))
    )
    if any(one.person_id != person.id for one in taken):
        raise Conflict(
            f"somebody else logs in with the address of {person.id}",
            culprit="email",
            remedy="give each person an address of their own",
        )
    return login


def end_sessions(work: UnitOfWork, person_id: str, at: datetime, keep: str = "") -> None:
    """Ends every open session of somebody but the one to keep, and log-ins that are half way."""
    scope = all_of(work.actor.tenant_id, "session")
    still = All((where(person_id=person_id), IsNull(Column("ended_at"))))
    for session in work.of(Session).load_many(scope, Query(where=still)):
        if session.id != keep:
            work.of(Session).save(session.ended(at), scope, expected=session.version)
    steps = all_of(work.actor.tenant_id, "login_step")
    begun = All((where(person_id=person_id), IsNull(Column("used_at"))))
    for step in work.of(LoginStep).load_many(steps, Query(where=begun)):
        work.of(LoginStep).save(step.used(at), steps, expected=step.version)


def again(step: Callable[[], T]) -> T:
    """Does a short unit of work, and once more when somebody was quicker."""
    for _ in range(_TRIES):
        try:
            return step()
        except Conflict:
            continue
    return step()
