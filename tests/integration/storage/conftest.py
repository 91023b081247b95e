"""Each test runs on SQLite and on PostgreSQL unless it asks for one of them."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine
from tests.support.commands import Command, Commands, Ran

from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.store import SqlStore
from revrise.adapters.system.clock import SystemClock, SystemIds

ENGINES = ("sqlite", "postgres")
Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def commands() -> Iterator[Commands]:
    with Commands() as warm:
        yield warm


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest) -> str:
    """A fresh migrated database."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture(params=ENGINES)
def empty_url(request: pytest.FixtureRequest, tmp_path) -> str:
    """A fresh database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.sqlite"
    found: str = request.getfixturevalue("empty_postgres_url")
    return found


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    made = open_engine(url)
    yield made
    made.dispose()


@pytest.fixture
def store(engine: Engine) -> SqlStore:
    return SqlStore(engine, SystemClock(), SystemIds())


@pytest.fixture
def run(commands: Commands) -> Run:
    """run(url, *args, bound=False) → how the command ended."""

    def made(url: str, *args: str, **how: object) -> Ran:
        return commands.run(Command(args, {"REVRISE_DATABASE_URL": url}, **how))

    return made
