"""Brings a database to the schema this version needs, all of it or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen
from sqlalchemy import Connection, Engine, inspect, text

from revrise.adapters.sql import wall
from revrise.adapters.sql.engine import WRITES
from revrise.adapters.sql.failures import translated
from revrise.core.errors import Fatal, Misconfigured

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

_SCRIPTS = Path(__file__).with_name("migrations")
_VERSIONS = _SCRIPTS / "versions"
_LOCK = 0x5265_7652  # "RevR": one migration at a time on PostgreSQL


@frozen
class SchemaState:
    """`current` None: an empty database. `behind`: an upgrade is due."""

    current: str | None
    head: str

    @property
    def behind(self) -> bool:
        """Whether the database is older than this version of RevRise."""
        return self.current != self.head


def state(engine: Engine) -> SchemaState:
    """Where the database stands. Raises Fatal when a newer RevRise has been at it."""
    with _connected(engine, writes=False) as connection:
        return _state(connection)


def upgrade(engine: Engine) -> SchemaState:
    """Migrates to the newest schema in one transaction; says where it stood before."""
    with _connected(engine, writes=True) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        before = _state(connection)
        if before.behind:
            wall.whole(connection)
            _run(connection)
            wall.put_up(connection)
        connection.commit()
    return before


def let_in(engine: Engine, role: str) -> None:
    """Lets another role than the tables' owner run RevRise. Raises Misconfigured on SQLite."""
    if engine.dialect.name != "postgresql":
        raise Misconfigured(
            "only PostgreSQL has roles",
            culprit="database_url",
            remedy="SQLite's wall is who may read the file",
        )
    with _connected(engine, writes=True) as connection:
        wall.let_in(connection, role)
        connection.commit()


def _state(connection: Connection) -> SchemaState:
    known, current = revisions(), None
    if inspect(connection).has_table("alembic_version"):
        current = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if current is not None and current not in known:
        raise Fatal(
            f"the database is at schema {current}, which this version does not know",
            remedy="install the RevRise that made it, or a newer one",
        )
    return SchemaState(current, known[-1])


@cache
def revisions() -> tuple[str, ...]:
    """Every revision, oldest first, by the names of their files.

    Every command asks for the newest, and Alembic takes half a second to load.
    """
    return tuple(sorted(path.stem.removeprefix("v") for path in _VERSIONS.glob("v*.py")))


def _run(connection: Connection) -> None:
    """What `alembic upgrade head` does, the revisions read once however many databases follow."""
    from alembic.runtime.environment import EnvironmentContext

    scripts = _scripts()

    def steps(current: Any, _: object) -> Any:
        return scripts._upgrade_revs("head", current)

    with EnvironmentContext(_config(connection), scripts, fn=steps, destination_rev="head"):
        scripts.run_env()


@cache
def _scripts() -> "ScriptDirectory":
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(_SCRIPTS))


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _connected(engine: Engine, *, writes: bool) -> Iterator[Connection]:
    with translated(engine), engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: writes})
        yield connection
