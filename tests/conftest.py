"""What every test may use."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, make_url, text
from tests.support.figures import Figures, lines
from tests.support.postgres import NoPostgres, behind_the_wall, server
from tests.support.scratch import scratch

from revrise.adapters.media import arithmetic
from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.migrate import upgrade

ROOT = Path(__file__).parents[1]

gc.disable()  # until all is imported: none of it is garbage

# Before pytest asks for its own folder.
os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(scratch()))

# Models heard by several processes at once share the processors: threads that spin while they wait
# for one another take thrice the time.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# Before anybody imports faster-whisper to see whether it is there.
arithmetic.choose()

settings.register_profile(
    "default", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("default")


def pytest_collection_finish() -> None:
    """What is imported stays: the collector need not walk it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 10)
    gc.enable()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The figures that the tests told."""
    told = lines(report for some in terminalreporter.stats.values() for report in some)
    if told:
        terminalreporter.section("figures")
        for line in told:
            terminalreporter.write_line(line)


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Figures:
    """Takes figures to print at the end of the run."""
    return Figures(request.node.user_properties)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's root folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data, never part of the repository."""
    folder = Path(os.environ.get("REVRISE_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder}; set REVRISE_SHARED_DATA")
    return folder


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A running PostgreSQL; without one the tests skip, and under CI they fail."""
    with ExitStack() as stack:
        try:
            url = stack.enter_context(server())
        except NoPostgres as reason:
            if os.environ.get("CI") == "true":
                pytest.fail(f"CI needs PostgreSQL: {reason}")
            pytest.skip(str(reason))
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The name of a migrated database to copy."""
    name = f"revrise_template_{os.getpid()}"
    _postgres(postgres_server, f"CREATE DATABASE {name}")
    engine = open_engine(_named(postgres_server, name))
    upgrade(engine)
    engine.dispose()
    return name


@pytest.fixture
def empty_postgres_url(postgres_server: str) -> Iterator[str]:
    """A fresh database without tables."""
    with _database(postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_copy(
    postgres_server: str, postgres_template: str
) -> Callable[[], AbstractContextManager[str]]:
    """Makes a fresh migrated database, dropped when it is left."""
    # File by file, not through the log: that takes half as long.
    how = f"TEMPLATE {postgres_template} STRATEGY FILE_COPY"
    return lambda: _database(postgres_server, how)


@pytest.fixture
def postgres_url(postgres_copy: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """A fresh migrated database."""
    with postgres_copy() as url:
        yield url


@pytest.fixture
def walled_postgres_url(postgres_url: str) -> str:
    """A fresh migrated database, as a role that owns no table and stands behind the wall."""
    return behind_the_wall(postgres_url)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "revrise.sqlite"
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh migrated SQLite database."""
    shutil.copy(sqlite_template, tmp_path / "revrise.sqlite")
    return f"sqlite:///{tmp_path / 'revrise.sqlite'}"


@contextmanager
def _database(server: str, how: str = "") -> Iterator[str]:
    """A database for one test; dropped after it, before most of it was ever on a disk."""
    name = f"revrise_{uuid4().hex}"
    _postgres(server, f"CREATE DATABASE {name} {how}")
    yield _named(server, name)
    _postgres(server, f"DROP DATABASE {name} WITH (FORCE)")


def _named(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _postgres(url: str, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
