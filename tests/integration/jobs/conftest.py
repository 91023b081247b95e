"""Worker processes on SQLite and PostgreSQL."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import field, frozen
from tests.support.forks import Forks
from tests.support.open_writes import write_is_open

from revrise.adapters.casbin.sources import default_rules
from revrise.core.governance.actor import system_actor
from revrise.core.governance.policy_text import document

WARM = ("tests.support.job_world", "psycopg", "alembic.script")
CALL = "tests.support.job_world:work"


@frozen
class Floor:
    """Where workers work: one database, one world outside."""

    forks: Forks
    site: Any
    url: str
    folder: Path
    pids: dict[str, int] = field(factory=dict)

    def start(self, name: str, **options: Any) -> int:
        """A worker of this name."""
        args = {"url": self.url, "folder": str(self.folder), "name": name, **options}
        self.pids[name] = self.forks.start(CALL, self.folder / f"{name}.log", **args)
        return self.pids[name]

    def pause(self, pid: int) -> None:
        """Stops a worker between two writes: a lock that it held would be nobody's to take."""
        while True:
            os.kill(pid, signal.SIGSTOP)
            time.sleep(0.05)
            if not write_is_open(self.site.engine):
                return
            os.kill(pid, signal.SIGCONT)
            time.sleep(0.01)

    def log(self, name: str) -> str:
        """What a worker said."""
        path = self.folder / f"{name}.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    with Forks(WARM) as started:
        yield started


def floor_on(url: str, folder: Path, forks: Forks) -> Iterator[Floor]:
    from tests.support.job_world import TENANT, Site

    site = Site(url, folder)
    with site.store.begin(system_actor(TENANT)) as work:
        work.set_policy(document(default_rules()))
        work.record("test.policy", TENANT)
    made = Floor(forks, site, url, folder)
    yield made
    for pid in made.pids.values():
        forks.kill(pid)
    site.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def floor(request, tmp_path, forks) -> Iterator[Floor]:
    url = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    yield from floor_on(request.getfixturevalue(url), tmp_path, forks)


@pytest.fixture
def postgres_floor(postgres_url, tmp_path, forks) -> Iterator[Floor]:
    yield from floor_on(postgres_url, tmp_path, forks)


@pytest.fixture
def sqlite_floor(sqlite_url, tmp_path, forks) -> Iterator[Floor]:
    yield from floor_on(sqlite_url, tmp_path, forks)
