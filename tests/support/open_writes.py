"""Whether somebody is in the middle of a write."""

import sqlite3
from contextlib import closing

from sqlalchemy import Engine, text

_LOCKS = text(
    "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
    "WHERE datname = current_database() AND mode = 'RowExclusiveLock' "
    "AND pid <> pg_backend_pid()"
)


def write_is_open(engine: Engine) -> bool:
    """Whether another connection holds the lock of a write that has not been committed."""
    if engine.dialect.name != "sqlite":
        with engine.connect() as connection:
            return connection.execute(_LOCKS).scalar_one() > 0
    try:
        with closing(sqlite3.connect(engine.url.database, timeout=0)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.rollback()
    except sqlite3.OperationalError:
        return True
    return False
