"""Server and workers are killed with -9 at random moments while people upload calls, a CRM is
synced and points are granted; in the end everything has happened, and once.

The same work is done on a second database where nobody is killed; the two have to end alike.
"""

import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from sqlalchemy import select
from tests.support import call_files, crm_folder
from tests.support.database_state import state
from tests.support.forks import Forks
from tests.support.town import Town, Work

from revrise.adapters.sql.tables.flow import crm_source, notification
from revrise.adapters.sql.tables.people import person
from revrise.adapters.sql.tables.rewards import ledger_entry

pytestmark = pytest.mark.crash
CALLS, DEALS, PAGES, KILLS = 200, 900, 9, 100
WARM = ("tests.support.warm_site", "tests.support.service_site")
PATIENCE_S = 900
# How far a job got differs from run to run; so do the rows that only keep count of tries,
# and what is signed by the clock.
OWN = {
    *("job", "job_step", "job_worker", "job_schedule", "api_key", "session", "crm_run"),
    "audit_checkpoint",
}
# Secrets, ids of messages, ids that are derived from random ones; how often a place was noted;
# words written with a key of their own database.
RANDOM = {
    *(*OWN, "crm_source"),
    *("ledger_entry", "notification", "webhook_delivery", "webhook_endpoint"),
    *("spoken_call", "spoken_line"),
}


@pytest.fixture(scope="module")
def warm() -> Iterator[Forks]:
    with Forks(WARM) as started:
        yield started


def lived(town: Town, files: Sequence[Path], kills: int, seed: int) -> None:
    """All the work; between kills some of it is asked for."""
    chance = random.Random(seed)
    strikes = [chance.choice(["server", *town.workers]) for _ in range(kills)]
    every = len(files) // max(kills, 1)
    with ThreadPoolExecutor(4) as people:
        town.ask()
        asked: list[Future[int]] = []
        for number, name in enumerate(strikes):
            asked += [people.submit(town.upload, one) for one in files[number * every :][:every]]
            time.sleep(chance.random() * 0.8)
            town.strike(name)
            if number % 20 == 10:
                town.ask()
        asked += [people.submit(town.upload, one) for one in files[kills * every :]]
        assert {one.result() for one in asked} == {202}
    town.settle(PATIENCE_S)
    town.ask()
    town.settle(PATIENCE_S)


@frozen
class End:
    """What was there in the end, and what had happened."""

    held: dict[str, Any]
    told: dict[str, Any]
    seconds: int


@pytest.fixture(scope="module")
def work_to_do(tmp_path_factory: pytest.TempPathFactory) -> Work:
    folder = tmp_path_factory.mktemp("work")
    crm = crm_folder.write(folder / "crm", DEALS, PAGES)
    return Work(crm, call_files.write(folder / "calls", CALLS))


@pytest.fixture(scope="module")
def calm(
    warm: Forks,
    work_to_do: Work,
    sqlite_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> End:
    """The work where nobody is killed."""
    folder = tmp_path_factory.mktemp("calm")
    shutil.copy(sqlite_template, folder / "town.sqlite")
    town = Town(warm, f"sqlite:///{folder / 'town.sqlite'}", folder / "town", ["w1"])
    return end_of(town, work_to_do, kills=0)


@pytest.mark.parametrize(
    ("database", "workers"), [("sqlite_url", ["w1"]), ("postgres_url", ["w1", "w2", "w3"])]
)
def test_killed_a_hundred_times_everything_happens_once(
    request: pytest.FixtureRequest,
    warm: Forks,
    work_to_do: Work,
    calm: End,
    tmp_path: Path,
    database: str,
    workers: Sequence[str],
    tell: Callable[[str], None],
) -> None:
    town = Town(warm, request.getfixturevalue(database), tmp_path / "town", workers)
    struck = end_of(town, work_to_do, KILLS)
    tell(
        f"service on {database}: kill -9 {dict(town.kills)} times in {struck.seconds} s "
        f"(nobody killed: {calm.seconds} s); {figures(struck.told)}"
    )
    assert sum(town.kills.values()) == KILLS
    assert calm.told["entries"]
    assert calm.told["messages"] > CALLS
    assert calm.told == struck.told | {"repeats": 0}
    assert_alike(calm.held, struck.held)


def end_of(town: Town, work: Work, kills: int) -> End:
    """All of the work, and the end of it."""
    began = time.monotonic()
    try:
        town.open(work.crm)
        lived(town, work.calls, kills, seed=20_260_303)
        return End(state(town.url), numbers(town), round(time.monotonic() - began))
    finally:
        town.close()


def numbers(town: Town) -> dict[str, Any]:
    """What happened, inside and outside."""
    got = Counter(town.app.http.got())
    jobs = town.app.job_engine.list(town.owner)
    held = state(town.url)
    return {
        "calls": held["counts"]["call"],
        "deals": held["counts"]["deal"],
        "entries": held["counts"].get("ledger_entry", 0),
        "messages": len(got),
        "repeats": sum(got.values()) - len(got),
        "dead": [(job.task, job.error) for job in jobs if job.state == "dead"],
        "noticed": noticed(town),
        "granted": granted(town),
        "places": places(town),
    }


def places(town: Town) -> list[tuple[str, str | None]]:
    """Where each sync would go on."""
    with town.app.engine.connect() as connection:
        rows = connection.execute(select(crm_source.c.name, crm_source.c.cursor))
        return sorted((row.name, row.cursor) for row in rows)


def noticed(town: Town) -> dict[str, int]:
    """How many people were told of what."""
    with town.app.engine.connect() as connection:
        return dict(Counter(connection.scalars(select(notification.c.kind))))


def granted(town: Town) -> str:
    """A digest of who had how many points for what; reasons name the deal."""
    names = select(person.c.id, person.c.name)
    postings = select(ledger_entry.c.person_id, ledger_entry.c.points, ledger_entry.c.reason_en)
    with town.app.engine.connect() as connection:
        called = dict(connection.execute(names).all())
        said = [(called[who], n, why) for who, n, why in connection.execute(postings)]
    return sha256(repr(sorted(said)).encode()).hexdigest()[:12]


def assert_alike(calm: dict[str, Any], struck: dict[str, Any]) -> None:
    for found in (calm, struck):
        assert (found["unsound"], found["breach"]) == ([], None)
    assert {k: v for k, v in calm["counts"].items() if k not in OWN} == {
        k: v for k, v in struck["counts"].items() if k not in OWN
    }
    differing = [
        table
        for table, digest in calm["digests"].items()
        if table not in RANDOM and struck["digests"].get(table) != digest
    ]
    assert differing == []


def figures(told: Mapping[str, Any]) -> str:
    """The numbers among what was told: the rest is for comparing."""
    return ", ".join(f"{one} {value}" for one, value in told.items() if isinstance(value, int))
