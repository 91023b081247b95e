"""The worker process: starts, works until it is told to stop, leaves in order."""

import os
import signal
import socket
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from revrise.apps.settings import Settings
from revrise.core.errors import Invalid, Misconfigured
from revrise.ports.jobs import QUEUES

if TYPE_CHECKING:
    from revrise.apps.assembly import RevRise


def work(app: "RevRise", queues: Sequence[str], slot: int) -> int:
    """Runs jobs until SIGTERM or SIGINT; the exit code. Raises Fatal when it cannot go on."""
    worker = app.worker(limits(app.settings, queues), name(slot))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.ask_to_stop())
    worker.start()
    worker.wait()
    worker.stop()
    if worker.failed is not None:
        raise worker.failed
    return 0


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


def end(code: int) -> Any:
    """Ends the process although a job that was handed back may still be at work."""
    os._exit(code)
