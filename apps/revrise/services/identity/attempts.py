"""Counting failed log-ins by name and by address; wrong codes by person (`kind`) and address."""

from datetime import datetime

from attrs import evolve

from revrise.core.identity.account import folded
from revrise.core.identity.throttle import FREE_BY_ADDRESS, FREE_BY_NAME, Throttle, throttle_id
from revrise.ports.storage import UnitOfWork
from revrise.services.identity.books import all_of, found

FACTOR, PROOF = "factor", "proof"


def throttles(
    work: UnitOfWork, login: str, address: str, kind: str = "name"
) -> list[tuple[Throttle, int]]:
    """Each with the failures that are free: by name, and by address where there is one."""
    keys = [(throttle_id(kind, folded(login)), FREE_BY_NAME)]
    if address:
        keys.append((throttle_id("address", address), FREE_BY_ADDRESS))
    return [(found(work, Throttle, key, "throttle") or Throttle(key), free) for key, free in keys]


def check(work: UnitOfWork, login: str, address: str, at: datetime, kind: str = "name") -> None:
    """Raises Locked where too many failed."""
    for throttle, _ in throttles(work, login, address, kind):
        throttle.check(at)


def failed(work: UnitOfWork, login: str, address: str, at: datetime, kind: str = "name") -> None:
    """Counts a failure."""
    scope = all_of(work.actor.tenant_id, "throttle")
    for throttle, free in throttles(work, login, address, kind):
        counted = throttle.failed(at, free)
        if throttle.last_at is None:
            work.of(Throttle).add(evolve(counted, version=1), scope)
        else:
            work.of(Throttle).save(counted, scope, expected=throttle.version)


def cleared(work: UnitOfWork, login: str, kind: str = "name") -> None:
    """Forgets the failures of a name after a log-in that worked; those of an address stay."""
    for throttle, _ in throttles(work, login, "", kind):
        if throttle.failures:
            work.of(Throttle).save(
                throttle.cleared(),
                all_of(work.actor.tenant_id, "throttle"),
                expected=throttle.version,
            )
