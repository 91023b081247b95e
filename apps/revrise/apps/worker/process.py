"""The worker process: starts, works until it is told to stop, leaves in order."""

import signal
import socket
from collections.abc import Mapping, Sequence
from typing import Protocol

from revrise.apps.settings import Settings
from revrise.core.errors import Invalid, Misconfigured, RevRiseError
from revrise.ports.jobs import QUEUES


class Works(Protocol):
    """A worker as its process drives it."""

    failed: RevRiseError | None

    def start(self) -> None:
        """Begins to work and returns."""
        ...

    def wait(self, timeout_s: float | None = None) -> bool:
        """Until it is to stop."""
        ...

    def ask_to_stop(self) -> None:
        """Safe in a signal handler."""
        ...

    def stop(self) -> None:
        """Finishes or hands back what runs."""
        ...


def work(worker: Works) -> None:
    """Runs jobs until SIGTERM or SIGINT. Raises what the worker cannot go on for."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.ask_to_stop())
    worker.start()
    worker.wait()
    worker.stop()
    if worker.failed is not None:
        raise worker.failed


def limits(settings: Settings, queues: Sequence[str]) -> Mapping[str, int]:
    """Queue → how many jobs of it run at once; no names: all. Raises Invalid for others."""
    unknown = sorted(set(queues) - set(QUEUES))
    if unknown:
        raise Invalid(f"there is no queue {unknown[0]}", remedy=f"one of {', '.join(QUEUES)}")
    found = {queue: int(getattr(settings.jobs, queue)) for queue in queues or QUEUES}
    for queue, limit in found.items():
        if limit < 1:
            raise Misconfigured(
                f"must be at least 1, got {limit}",
                culprit=f"jobs.{queue}",
                remedy="leave the queue out with --queues instead",
            )
    return found


def name(slot: int) -> str:
    """The same in every run of this slot on this machine, so that it finds its own jobs again."""
    return f"{socket.gethostname()[:60]}-{slot}"
