"""Server and workers are killed with -9 at random moments while people upload calls, a CRM is
synced and points are granted; in the end everything has happened, and once.

The same work is done on a second database where nobody is killed; the two have to end alike.
"""

import random
import shutil
import socket
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field, frozen
from sqlalchemy import select
from tests.support import call_files, crm_folder
from tests.support.database_state import state
from tests.support.forks import Forks
from tests.support.service_site import ServiceSite, settings

from revrise.adapters.sql.tables.flow import crm_source, notification
from revrise.adapters.sql.tables.people import person
from revrise.adapters.sql.tables.rewards import ledger_entry
from revrise.core.errors import Conflict
from revrise.ports.query import Query
from revrise.services.crm.sources import AddCrmSource
from revrise.services.identity.keyring import MakeKey
from revrise.services.jobs.errands import Ask
from revrise.services.webhooks.commands import AddWebhook

pytestmark = pytest.mark.crash
CALLS, DEALS, PAGES, KILLS = 200, 900, 9, 100
WARM = (
    *("casbin", "dbos", "granian.server", "psycopg", "alembic.script", "typed_settings"),
    *("revrise.apps.server.app", "revrise.adapters.jobs.worker", "revrise.adapters.plugins"),
    *("revrise.plugins.calls.transcripts", "revrise.plugins.crm.csv_folder"),
    *("revrise.services.calls.processing", "revrise.apps.worker.tasks", "revrise.apps.worker.flow"),
    *(
        "revrise.adapters.jobs.engine",
        "revrise.services.flow.service",
        "tests.support.service_site",
    ),
)
EVENTS = ("call.scored", "account.synced", "deal.synced", "points.granted")
SITE = "tests.support.service_site"
PATIENCE_S = 900
PASSING = frozenset({409, 429, 500, 502, 503})
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


def free_port() -> int:
    """Below those the system hands out: a client that knocks while nobody listens on one of those
    may be connected to itself, and then holds it."""
    while True:
        with socket.socket() as probe, suppress(OSError):
            port = random.randrange(20_000, 32_000)
            probe.bind(("127.0.0.1", port))
            return port


@frozen
class Work:
    """What is to be done."""

    crm: crm_folder.CrmFolder
    calls: Sequence[Path]


@define
class Town:
    """One database with its server and its workers."""

    forks: Forks
    url: str
    folder: Path
    workers: Sequence[str]
    port: int = field(factory=free_port)
    pids: dict[str, int] = field(factory=dict)
    kills: Counter[str] = field(factory=Counter)
    app: Any = None
    token: str = ""
    owner: Any = None
    source: str = ""

    def open(self, crm: crm_folder.CrmFolder) -> None:
        """Sets up, with a receiver of every event and a customer system."""
        self.folder.mkdir()
        self.app = ServiceSite(settings(self.url, str(self.folder)))
        self.owner = self.app.actor()
        self.token = self.app.keyring.make_key(MakeKey("test", read_only=False), self.owner).token
        self.app.webhooks.add(AddWebhook("https://receiver.example.org/", EVENTS), self.owner)
        options = {"mapping": str(crm.mapping)}
        command = AddCrmSource("crm", "csv", str(crm.path), options)
        self.source = self.app.crm_sources.add(command, self.owner).id
        for name in ("server", *self.workers):
            self.start(name)

    def start(self, name: str) -> None:
        """The server or a worker."""
        args = {"url": self.url, "folder": str(self.folder)}
        own = {"port": self.port} if name == "server" else {"name": name}
        call = f"{SITE}:{'serve' if name == 'server' else 'work'}"
        self.pids[name] = self.forks.start(call, self.folder / f"{name}.log", **args, **own)

    def strike(self, name: str) -> None:
        """kill -9, and it is started again."""
        log = self.folder / f"{name}.log"
        assert self.forks.kill(self.pids[name]) is None, log.read_text(encoding="utf-8")
        self.kills[name] += 1
        self.start(name)

    def upload(self, path: Path) -> int:
        """A person's upload: tried again with the same key until it is answered."""
        address = f"http://127.0.0.1:{self.port}/v1/calls:upload?file_name={path.name}"
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/octet-stream",
            "Idempotency-Key": f"upload-{path.name}",
        }
        query = "&consent=all-party&jurisdiction=US-CA&seller=Alice"
        query += "&at=2026-03-02T09:00:00Z"
        late = time.monotonic() + 300
        while True:
            request = urllib.request.Request(address + query, path.read_bytes(), headers)
            try:
                with urllib.request.urlopen(request, timeout=10) as answer:
                    return int(answer.status)
            except urllib.error.HTTPError as error:
                if error.code not in PASSING:
                    raise AssertionError(error.code, error.read()) from error
            except (OSError, urllib.error.URLError, ValueError):
                pass
            assert time.monotonic() < late, "no answer for five minutes"
            time.sleep(0.05)

    def ask(self) -> None:
        """A sync and a run of the reward rules, please."""
        with suppress(Conflict):  # one is running
            self.app.crm_sources.sync(self.source, self.owner)
        self.app.errands.ask(Ask("rewards.run", "ledger_entry", "grant", {}), self.owner)

    def settle(self, within_s: float) -> None:
        """Waits until nothing is left to do."""
        late, quiet = time.monotonic() + within_s, 0
        while quiet < 3:
            assert time.monotonic() < late, self.left()
            left = self.left()
            quiet = quiet + 1 if not left else 0
            time.sleep(0.7)

    def left(self) -> dict[str, Any]:
        """Jobs that have not ended, events that were not relayed, messages not delivered."""
        jobs = [one for one in self.app.job_engine.list(self.owner, Query()) if not one.ended]
        waiting = self.app.store.outbox(self.app.settings.tenant, 1000)
        unsent = self.app.delivering.pending()
        told = Counter((job.task, job.state) for job in jobs)
        found = {"jobs": dict(told), "events": len(waiting), "unsent": unsent}
        return found if any(found.values()) else {}

    def close(self) -> None:
        """Ends everything."""
        for pid in self.pids.values():
            self.forks.kill(pid)
        self.app.engine.dispose()


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
