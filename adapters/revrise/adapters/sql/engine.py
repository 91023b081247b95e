"""Engines: SQLite in WAL with full durability and one writer, or PostgreSQL."""

import json
import logging
import sqlite3
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from revrise.adapters.sql.old_sqlite import teach
from revrise.core.errors import Misconfigured

WRITES = "revrise_writes"
_PATIENCE = 15.0  # seconds
_PAUSE = 0.01
_PRAGMAS = (
    f"busy_timeout={_PATIENCE * 1000:.0f}",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",  # else REPLACE deletes past the append-only triggers
)
_IN_MEMORY = (None, "", ":memory:")
# As many as a serving process has threads (apps/server/app.py), and some for jobs within jobs.
_ROOM = {"pool_size": 12, "max_overflow": 8, "pool_timeout": 15}
# psycopg warns on stderr when a pipeline ends in an error that it raises anyway.
logging.getLogger("psycopg").setLevel(logging.ERROR)
_BEGINS = ("{", "[", '"')
_scan = json.JSONDecoder().raw_decode
_to_json = partial(json.dumps, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def open_engine(url: str) -> Engine:
    """The engine of a database URL: `sqlite:///file` or `postgresql://…` (psycopg 3).

    Raises Misconfigured for a URL or driver it does not know; connects only when used.
    """
    try:
        target = make_url(url)
        if target.drivername in ("postgresql", "postgres"):
            target = target.set(drivername="postgresql+psycopg")
        if target.get_backend_name() == "sqlite":
            _make_room(target.database or "")
        room = {} if target.database in _IN_MEMORY else _ROOM
        engine = create_engine(
            target,
            json_serializer=_to_json,
            json_deserializer=_of_json,
            pool_pre_ping=True,
            **room,
        )
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, OSError) as error:
        raise Misconfigured(
            f"cannot use this database URL: {error}",
            culprit="database_url",
            remedy="give sqlite:///FILE or postgresql://USER@HOST/NAME",
        ) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _of_json(text: str | bytes) -> Any:
    """What `json.loads` says, without looking for spaces around what we wrote ourselves."""
    if isinstance(text, str) and text[:1] in _BEGINS:
        value, end = _scan(text)
        if end == len(text):
            return value
    return json.loads(text)


def _make_room(database: str) -> None:
    """The folder of a database file; `file:…` is a URI and opens what is there."""
    if database not in ("", ":memory:") and not database.startswith("file:"):
        Path(database).parent.mkdir(parents=True, exist_ok=True)


def _prepare_sqlite(connection: Any, _: object) -> None:
    # The driver must not begin transactions by itself: IMMEDIATE is ours to say.
    connection.isolation_level = None
    teach(connection)
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        _set(cursor, pragma)
    cursor.close()


def _set(cursor: Any, pragma: str) -> None:
    """Set it, waiting for others: a change of journal is refused at once, whatever the timeout."""
    ends = monotonic() + _PATIENCE
    while True:
        try:
            cursor.execute(f"PRAGMA {pragma}")
        except sqlite3.OperationalError as error:
            if "readonly" in str(error):  # it cannot change its journal; reading may go on
                return
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > ends:
                raise
            sleep(_PAUSE)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    # One writer: it takes the lock at once, so that it cannot fail half-way for a stale read.
    writes = connection.get_execution_options().get(WRITES, True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
