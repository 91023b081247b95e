"""Telling of something once, whoever else sees it too, even at the same moment."""

from collections.abc import Mapping
from contextlib import suppress

from revrise.core.errors import Conflict
from revrise.core.events import Event
from revrise.core.governance.actor import SYSTEM, system_actor
from revrise.ports.storage import LASTING, UnitOfWork
from revrise.services.desk import Desk


def tell_once(
    desk: Desk, tenant_id: str, name: str, subject: str, key: str, data: Mapping[str, str]
) -> None:
    """Emits the event unless somebody did under this key."""
    with suppress(Conflict), desk.store.begin(system_actor(tenant_id)) as work:
        if tell_with(work, desk, name, subject, key, data):
            work.record(name, subject)


def tell_with(
    work: UnitOfWork, desk: Desk, name: str, subject: str, key: str, data: Mapping[str, str]
) -> bool:
    """As `tell_once`, says if so; kept with what it tells of or not at all.

    Of two at the same moment one is refused with Conflict, and finds it told when it tries again.
    """
    lasting = f"{LASTING}{key}"
    if work.recall(lasting, subject) is not None:
        return False
    work.remember(lasting, subject, {})
    work.emit(Event(name, subject, desk.clock.now(), SYSTEM, data))
    return True


def today(desk: Desk) -> str:
    """As part of a key: what goes on is told of again the next day."""
    return f"{desk.clock.now():%Y-%m-%d}"
