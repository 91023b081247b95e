"""Taking away what is beside the records, and the bytes that deleted rows leave in files."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Column, Connection, Engine, and_, delete, select, update

from revrise.adapters.sql.tables.jobs import job_step
from revrise.adapters.sql.tables.system import idempotency, outbox
from revrise.core.errors import Retriable

_INDEX = "SELECT 1 FROM sqlite_master WHERE name = 'spoken_fts'"


def forget(connection: Connection, tenant_id: str, holds: Callable[[Any], bool]) -> int:
    """See Store."""
    events = _found(connection, tenant_id, holds, outbox.c.data, outbox.c.id)
    for key in events:
        mine = and_(outbox.c.tenant_id == tenant_id, outbox.c.id == key["id"])
        relayed = connection.scalar(select(outbox.c.relayed_at).where(mine))
        gone = update(outbox).values(data={}) if relayed is None else delete(outbox)
        connection.execute(gone.where(mine))
    return (
        len(events)
        + _gone(connection, tenant_id, holds, idempotency.c.answer, idempotency.c.key)
        + _gone(connection, tenant_id, holds, job_step.c.answer, job_step.c.job_id, job_step.c.name)
    )


def _gone(
    connection: Connection,
    tenant_id: str,
    holds: Callable[[Any], bool],
    cell: Column[Any],
    *keys: Column[Any],
) -> int:
    found = _found(connection, tenant_id, holds, cell, *keys)
    for key in found:
        mine = (one == key[one.name] for one in keys)
        connection.execute(delete(cell.table).where(cell.table.c.tenant_id == tenant_id, *mine))
    return len(found)


def _found(
    connection: Connection,
    tenant_id: str,
    holds: Callable[[Any], bool],
    cell: Column[Any],
    *keys: Column[Any],
) -> list[dict[str, Any]]:
    chosen = select(*keys, cell.label("held_cell")).where(cell.table.c.tenant_id == tenant_id)
    rows = connection.execute(chosen).mappings()
    return [dict(row) for row in rows if holds(row["held_cell"])]


def scrub(engine: Engine) -> None:
    """SQLite: the file and its log anew. PostgreSQL clears away by itself (autovacuum)."""
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        if cursor.execute(_INDEX).fetchone():
            # FTS5 keeps the words of lines taken out until it merges what it has.
            cursor.execute("INSERT INTO spoken_fts(spoken_fts) VALUES ('optimize')")
        cursor.execute("VACUUM")
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        cursor.close()
    finally:
        connection.close()
    if busy:
        raise Retriable(
            "somebody reads the database, so its log cannot be cleared", remedy="try again later"
        )
