"""The whole service on one database: server and workers that a test kills, and what people do.

It is set up, worked with and watched from outside; `service_site` is what runs in its processes.
"""

import random
import socket
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from attrs import define, field, frozen
from tests.support import crm_folder
from tests.support.forks import Forks
from tests.support.service_site import ServiceSite, settings

from revrise.core.errors import Conflict
from revrise.ports.query import Query
from revrise.services.crm.sources import AddCrmSource
from revrise.services.identity.keyring import MakeKey
from revrise.services.jobs.errands import Ask
from revrise.services.webhooks.commands import AddWebhook

EVENTS = ("call.scored", "account.synced", "deal.synced", "points.granted")
SITE = "tests.support.service_site"
PASSING = frozenset({409, 429, 500, 502, 503})


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
