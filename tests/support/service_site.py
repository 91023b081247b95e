"""The whole service in processes that a test may kill: server, workers, and a world outside.

Receivers of webhooks are a file: a line for every delivery, with the id of its message.
"""

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from revrise.adapters.system.logging import set_up
from revrise.apps.assembly import RevRise
from revrise.apps.settings import Jobs, Server, Settings
from revrise.apps.worker import process
from revrise.ports.http import HttpAnswer
from revrise.ports.jobs import QUEUES

LEASE_S, POLL_S, KILLED = 2.0, 0.2, 1_000


class Receivers:
    """The port HttpClient: whoever is called writes down what came."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def check(self, url: str) -> None:
        """Every address will do."""

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> HttpAnswer:
        """Taken in."""
        line = f"{headers['webhook-id']}\n".encode()
        target = os.open(self._path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o666)
        os.write(target, line)
        os.close(target)
        return HttpAnswer(204, {})

    def got(self) -> list[str]:
        """The id of every delivery."""
        return self._path.read_text(encoding="utf-8").split() if self._path.exists() else []


class ServiceSite(RevRise):
    """RevRise with receivers that a test can ask."""

    @cached_property
    def http(self) -> Any:
        """See RevRise."""
        return Receivers(self.settings.folder / "receivers")


def settings(url: str, folder: str, port: int = 0) -> Settings:
    """Of every process of this site."""
    # Killed every second, an innocent job may see more dead workers than a poisonous one.
    jobs = Jobs(lease_s=LEASE_S, poll_s=POLL_S, grace_s=1, crashes=KILLED)
    return Settings(
        database_url=url,
        data_dir=folder,
        jobs=jobs,
        server=Server(port=port),
        log_level="warning",
    )


def work(url: str, folder: str, name: str) -> None:
    """A worker."""
    set_up("warning")
    app = ServiceSite(settings(url, folder))
    process.work(app.worker(process.limits(app.settings, QUEUES), name))
    os._exit(0)


def serve(url: str, folder: str, port: int) -> None:
    """The server, as `revrise serve` starts it."""
    from revrise.apps.server import serve as server

    set_up("warning")
    # What answers reads its settings from here; two hundred calls come in a minute.
    os.environ.update(
        REVRISE_DATABASE_URL=url,
        REVRISE_DATA_DIR=folder,
        REVRISE_SERVER_UPLOADS_PER_MINUTE="10000",
    )
    server.serve(settings(url, folder, port))
