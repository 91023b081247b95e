"""Counting failed log-ins by name and by address; wrong codes by person (`kind`) and address.

A browser in which somebody has been logged in is counted by itself: who tries to guess from
elsewhere does not keep them out.
"""

from datetime import datetime

from attrs import evolve

from revrise.core.identity.account import folded
from revrise.core.identity.throttle import FREE_BY_ADDRESS, FREE_BY_NAME, Throttle, throttle_id
from revrise.core.people.person import Person
from revrise.ports.storage import UnitOfWork
from revrise.services.identity.books import all_of, found

NAME, FACTOR, PROOF, BROWSER = "name", "factor", "proof", "browser"


def throttles(
    work: UnitOfWork, login: str, address: str, kind: str = NAME
) -> list[tuple[Throttle, int]]:
    """Each with the failures that are free: by name, and by address where there is one."""
    keys = [(throttle_id(kind, folded(login)), FREE_BY_NAME)]
    if address:
        keys.append((throttle_id("address", address), FREE_BY_ADDRESS))
    return [(found(work, Throttle, key, "throttle") or Throttle(key), free) for key, free in keys]


def check(work: UnitOfWork, login: str, address: str, at: datetime, kind: str = NAME) -> None:
    """Raises Locked where too many failed."""
    for throttle, _ in throttles(work, login, address, kind):
        throttle.check(at)


def failed(work: UnitOfWork, login: str, address: str, at: datetime, kind: str = NAME) -> None:
    """Counts a failure."""
    scope = all_of(work.actor.tenant_id, "throttle")
    for throttle, free in throttles(work, login, address, kind):
        counted = throttle.failed(at, free)
        if throttle.last_at is None:
            work.of(Throttle).add(evolve(counted, version=1), scope)
        else:
            work.of(Throttle).save(counted, scope, expected=throttle.version)


def cleared(work: UnitOfWork, login: str, kind: str = NAME) -> None:
    """Forgets the failures of a name after a log-in that worked; those of an address stay."""
    for throttle, _ in throttles(work, login, "", kind):
        if throttle.failures:
            work.of(Throttle).save(
                throttle.cleared(),
                all_of(work.actor.tenant_id, "throttle"),
                expected=throttle.version,
            )


def forgiven(work: UnitOfWork, person: Person, login: str) -> None:
    """Forgets every failure that was counted against somebody, by whatever name it was typed."""
    for name in dict.fromkeys(map(folded, filter(None, (login, person.email, person.id)))):
        cleared(work, name)
    for kind in (FACTOR, PROOF):
        cleared(work, person.id, kind)
