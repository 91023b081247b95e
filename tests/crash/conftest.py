"""A command killed at random moments, run again to its end, and what is then in the database."""

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field
from tests.support.commands import Command, Commands, Ran

STATE = "tests.support.database_state:main"
KILLS_A_DATABASE = 5


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The service is killed first: its two tests share an undisturbed run and so a process, and
    what other processes run beside takes less time than they do."""
    items.sort(key=lambda one: "test_kill_the_service" not in one.nodeid)


@pytest.fixture(scope="session")
def commands() -> Iterator[Commands]:
    with Commands() as warm:
        yield warm


@define
class Reaper:
    """Kills one command again and again, on database after database."""

    commands: Commands
    args: Sequence[str]
    fresh: Callable[[], str]
    seed: int
    kills: int = 0
    runs: int = 0
    databases: int = 0
    moments: list[float] = field(factory=list)

    def whole(self) -> tuple[dict[str, Any], Ran]:
        """What the database holds after a run nobody killed, and that run."""
        url = self.fresh()
        ran = self._run(url)
        return self.state(url), ran

    def harass(self, kills: int, seconds: float) -> Iterator[dict[str, Any]]:
        """State after state: a database where the command was killed up to five times.

        Moments are drawn over the whole run, half of them from its first quarter, where an
        empty database is migrated and set up. A run that ended before its moment says how long
        a run takes by now, with what else the machine does.
        """
        chance = random.Random(self.seed)
        while self.kills < kills:
            url = self.fresh()
            for before in range(min(KILLS_A_DATABASE, kills - self.kills)):
                moment = seconds * chance.random() ** 2
                ran = self._run(url, moment)
                if not ran.killed:
                    seconds = seconds if before else ran.seconds
                    break
                self.kills += 1
                self.moments.append(moment)
            self._run(url)
            yield self.state(url)

    def state(self, url: str) -> dict[str, Any]:
        """As a process of its own sees the database."""
        ran = self.commands.run(Command([url], call=STATE))
        assert ran.code == 0, ran.err
        return dict(ran.json())

    def told(self) -> str:
        """The numbers of this harassment."""
        first, last = min(self.moments), max(self.moments)
        return (
            f"{self.kills} kills between {first:.3f} s and {last:.3f} s on {self.databases} "
            f"databases, {self.runs - self.kills} runs to the end"
        )

    def _run(self, url: str, kill_after: float | None = None) -> Ran:
        env = {"REVRISE_DATABASE_URL": url}
        ran = self.commands.run(Command(self.args, env, kill_after))
        self.runs += 1
        assert ran.killed or ran.code == 0, ran.err
        return ran


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Prints a line even when output is captured: these figures are worth a look."""

    def told(text: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{text}\n")

    return told


@pytest.fixture
def sqlite_reaper(commands: Commands, tmp_path: Path) -> Callable[..., Reaper]:
    """reaper(args, seed) on fresh SQLite files."""

    def made(args: Sequence[str], seed: int) -> Reaper:
        def fresh() -> str:
            reaper.databases += 1
            return f"sqlite:///{tmp_path}/{reaper.databases}.sqlite"

        reaper = Reaper(commands, args, fresh, seed)
        return reaper

    return made


@pytest.fixture
def postgres_reaper(
    commands: Commands, new_postgres_url: Callable[[], str]
) -> Callable[..., Reaper]:
    """reaper(args, seed) on fresh PostgreSQL databases."""

    def made(args: Sequence[str], seed: int) -> Reaper:
        def fresh() -> str:
            reaper.databases += 1
            return new_postgres_url()

        reaper = Reaper(commands, args, fresh, seed)
        return reaper

    return made


@pytest.fixture
def new_postgres_url(postgres_server: str) -> Callable[[], str]:
    """Makes an empty database."""
    from uuid import uuid4

    from sqlalchemy import create_engine, make_url, text

    def made() -> str:
        name = f"revrise_crash_{uuid4().hex}"
        engine = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return make_url(postgres_server).set(database=name).render_as_string(hide_password=False)

    return made
