"""Memory, SQLite and PostgreSQL keep the same promises."""

from collections.abc import Iterator

import pytest

from revrise.adapters.memory.store import MemoryStore
from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.store import SqlStore
from revrise.ports.storage import Store
from revrise.testing.doubles import FixedClock, SequentialIds
from revrise.testing.storage import StorageContract


class TestMemory(StorageContract):
    @pytest.fixture
    def store(self) -> Store:
        return MemoryStore(FixedClock(), SequentialIds())


class TestSqlite(StorageContract):
    @pytest.fixture
    def store(self, sqlite_url: str) -> Iterator[Store]:
        yield from opened(sqlite_url)


class TestPostgres(StorageContract):
    @pytest.fixture
    def store(self, postgres_url: str) -> Iterator[Store]:
        yield from opened(postgres_url)


class TestPostgresBehindItsWall(StorageContract):
    """As a role that is not the tables' owner: every row goes through row-level security."""

    @pytest.fixture
    def store(self, walled_postgres_url: str) -> Iterator[Store]:
        yield from opened(walled_postgres_url)


def opened(url: str) -> Iterator[Store]:
    engine = open_engine(url)
    yield SqlStore(engine, FixedClock(), SequentialIds())
    engine.dispose()
