"""A copy of a SQLite database, whole and consistent while it is being used."""

import os
from pathlib import Path

from sqlalchemy import Engine

from revrise.adapters.sql.failures import translated
from revrise.core.errors import Conflict, Misconfigured


def backup(engine: Engine, target: Path) -> int:
    """Writes the copy and says its size in bytes; it appears under its name when it is whole.

    Raises Conflict where there is a file already, Misconfigured for PostgreSQL, which has
    `pg_dump`.
    """
    if engine.dialect.name != "sqlite":
        raise Misconfigured(
            "this database is not SQLite",
            culprit="database_url",
            remedy="take `pg_dump --format=custom`, see docs/deploy.md",
        )
    if target.exists():
        raise Conflict("there is a file already", culprit=str(target), remedy="give a new name")
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    with translated(engine), engine.connect() as plain:
        connection = plain.execution_options(isolation_level="AUTOCOMMIT")
        connection.connection.driver_connection.execute("VACUUM INTO ?", (str(part),))  # type: ignore[union-attr]
    with part.open("rb") as stream:
        os.fsync(stream.fileno())
    part.replace(target)
    return target.stat().st_size
