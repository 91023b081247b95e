"""The lease that lets one relay at a time at the outbox.

It measures the real time of the machine: the business clock of a demo stands still. A lease that
ends far further ahead than it may last was made before the clock was set back: it counts for
nothing.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from revrise.adapters.sql.tables.flow import outbox_lease as table


def taken(connection: Connection, tenant_id: str, holder: str, lease_s: float) -> bool:
    """Whether `holder` has it from now on, for `lease_s`."""
    mine = table.c.tenant_id == tenant_id
    found = connection.execute(select(table).where(mine).with_for_update()).one_or_none()
    # The time comes after the lock: whoever waited for it must not take its holder for one of
    # another time.
    now, lasting = datetime.now(UTC), timedelta(seconds=lease_s)
    values = {"holder": holder, "until": now + lasting}
    if found is None:
        return _first(connection, {"tenant_id": tenant_id, **values})
    if found.holder != holder and now < found.until <= now + 2 * lasting:
        return False
    connection.execute(update(table).where(mine).values(values))
    return True


def released(connection: Connection, tenant_id: str, holder: str) -> None:
    """Lets the next one in."""
    connection.execute(
        delete(table).where(table.c.tenant_id == tenant_id, table.c.holder == holder)
    )


def _first(connection: Connection, row: dict[str, object]) -> bool:
    """False when another relay was first at the same moment."""
    try:
        with connection.begin_nested():
            connection.execute(insert(table), [row])
    except IntegrityError:
        return False
    return True
