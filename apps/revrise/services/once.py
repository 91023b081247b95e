"""Telling of something once, whoever else sees it too, even at the same moment."""

from collections.abc import Mapping
from contextlib import suppress

from revrise.core.errors import Conflict
from revrise.core.events import Event
from revrise.core.governance.actor import SYSTEM, system_actor
from revrise.ports.storage import LASTING
from revrise.services.desk import Desk


def tell_once(
    desk: Desk, tenant_id: str, name: str, subject: str, key: str, data: Mapping[str, str]
) -> None:
    """Emits the event unless somebody did under this key."""
    lasting = f"{LASTING}{key}"
    with suppress(Conflict), desk.store.begin(system_actor(tenant_id)) as work:
        if work.recall(lasting, subject) is None:
            work.remember(lasting, subject, {})
            work.emit(Event(name, subject, desk.clock.now(), SYSTEM, data))
            work.record(name, subject)


def today(desk: Desk) -> str:
    """As part of a key: what goes on is told of again the next day."""
    return f"{desk.clock.now():%Y-%m-%d}"
