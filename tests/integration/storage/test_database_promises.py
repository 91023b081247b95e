"""What the databases themselves refuse and keep, whatever the code above them does."""

from datetime import timedelta
from time import time
from typing import Any

import pytest
from sqlalchemy import Engine, insert, text
from sqlalchemy.exc import DBAPIError

from revrise.adapters.sql.engine import WRITES, open_engine
from revrise.adapters.sql.migrate import upgrade
from revrise.adapters.sql.store import SqlStore
from revrise.adapters.sql.tables import metadata
from revrise.core.governance.actor import Actor
from revrise.core.governance.scope import system_scope
from revrise.testing.doubles import FixedClock, SequentialIds

ACTOR = Actor("local", "per_owner", frozenset({"owner"}))
CHANGES = (
    "UPDATE {table} SET tenant_id = 'other'",
    "UPDATE {table} SET tenant_id = tenant_id WHERE 1 = 1",
    "DELETE FROM {table}",
    "DELETE FROM {table} WHERE tenant_id = 'local'",
)


@pytest.mark.parametrize("table", ["ledger_entry", "audit"])
@pytest.mark.parametrize("change", CHANGES)
def test_what_only_grows_refuses_to_change(engine: Engine, table: str, change: str) -> None:
    fill(engine, table)
    with engine.connect() as connection, pytest.raises(DBAPIError, match="append only"):
        connection.execute(text(change.format(table=table)))
    with engine.connect() as connection:
        assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 1


def test_a_ledger_entry_cannot_be_replaced_by_another(sqlite_url: str) -> None:
    """SQLite's REPLACE deletes past DELETE triggers, unless a PRAGMA says otherwise."""
    engine = open_engine(sqlite_url)
    fill(engine, "ledger_entry")
    names = ", ".join(column.name for column in metadata.tables["ledger_entry"].c)
    replace = f"INSERT OR REPLACE INTO ledger_entry ({names}) SELECT {names} FROM ledger_entry"
    with engine.connect() as connection, pytest.raises(DBAPIError, match="append only"):
        connection.execute(text(replace))
    engine.dispose()


def test_no_row_can_point_into_another_tenant(engine: Engine) -> None:
    team = {"tenant_id": "other", "id": "team_1", "name": "Theirs", "version": 1}
    person = least("person") | {"id": "per_1", "team_id": "team_1"}
    with engine.begin() as connection:
        connection.execute(insert(metadata.tables["team"]).values(team))
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(insert(metadata.tables["person"]).values(person))


def test_every_sqlite_connection_is_durable_and_keeps_references(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 15_000,
        "recursive_triggers": 1,
    }
    with engine.connect() as first, engine.connect() as second:
        for plain in (first, second):
            connection = plain.execution_options(**{WRITES: False})
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
            assert found == wanted
    engine.dispose()


def test_what_is_kept_by_the_millisecond_needs_no_new_sqlite(sqlite_url: str) -> None:
    """DBOS's tables have such a default by Python 3.12; SQLite answers NULL before 3.42."""
    engine = open_engine(sqlite_url)
    made = "CREATE TABLE run (id INTEGER, at INTEGER NOT NULL DEFAULT (unixepoch('subsec') * 1000))"
    before = time() * 1000
    with engine.begin() as connection:
        connection.exec_driver_sql(made)
        connection.exec_driver_sql("INSERT INTO run (id) VALUES (1)")
        at = connection.exec_driver_sql("SELECT at FROM run").scalar()
    engine.dispose()
    assert before - 1 <= at <= time() * 1000 + 1


def test_migrating_twice_changes_nothing(empty_url: str) -> None:
    engine = open_engine(empty_url)
    assert upgrade(engine).current is None
    again = upgrade(engine)
    assert again.current == again.head
    engine.dispose()


def test_a_reading_unit_of_work_cannot_write_even_by_sql(postgres_url: str) -> None:
    """PostgreSQL itself refuses: the transaction is read-only."""
    from revrise.adapters.system.clock import SystemClock, SystemIds
    from revrise.core.people.organisation import Team

    engine = open_engine(postgres_url)
    store = SqlStore(engine, SystemClock(), SystemIds())
    with store.read(ACTOR) as work:
        assert work.of(Team).count(system_scope("local", "team", "system", "test")) == 0
        connection = work._connection
        with pytest.raises(DBAPIError, match="read-only"):
            connection.execute(text("DELETE FROM team"))
    engine.dispose()


def fill(engine: Engine, table: str) -> None:
    """One row in the table and what it points at."""
    with engine.begin() as connection:
        for name in _targets(table):
            connection.execute(insert(metadata.tables[name]).values(least(name)))
        connection.execute(insert(metadata.tables[table]).values(least(table)))


def _targets(table: str) -> list[str]:
    needed = {
        key.column.table.name
        for column in metadata.tables[table].c
        if not column.nullable
        for key in column.foreign_keys
    }
    return sorted(needed - {table})


def least(table: str) -> dict[str, Any]:
    """The required cells of a row, with plain values."""
    from datetime import UTC, datetime

    values = {"BIGINT": 1, "INTEGER": 1, "FLOAT": 1.0, "BOOLEAN": True, "JSON": {}}
    row: dict[str, Any] = {}
    for column in metadata.tables[table].c:
        if not column.nullable:
            kind = str(column.type).split("(")[0]
            row[column.name] = values.get(kind, "x")
            if kind in ("TIMESTAMP", "DATETIME"):
                row[column.name] = datetime(2026, 1, 1, tzinfo=UTC)
    return row | {"tenant_id": "local"}


def test_an_answer_is_remembered_for_a_day(engine: Engine) -> None:
    clock = FixedClock()
    store = SqlStore(engine, clock, SequentialIds())

    def answered(key: str) -> bool:
        with store.read(ACTOR) as work:
            return work.recall(key, "print") is not None

    def remember(*keys: str) -> None:
        with store.begin(ACTOR) as work:
            for key in keys:
                work.remember(key, "print", {})

    remember("old")
    clock.advance(timedelta(hours=23))
    remember(*(f"young {n}" for n in range(300)))
    assert answered("old")
    clock.advance(timedelta(hours=2))
    remember(*(f"new {n}" for n in range(300)))
    assert not answered("old")
    assert answered("young 0")
    assert answered("new 0")
