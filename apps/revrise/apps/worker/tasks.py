"""Every task a worker knows and every schedule it keeps, collected from the services.

A module of `SOURCES` has `tasks(app)` and `schedules(app)`, or only one of them; `app` is the
running RevRise with its services as attributes. Modules are imported when a worker or a test
asks, never by a command that only queues work.
"""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from revrise.apps.use_cases import UseCases
    from revrise.ports.jobs import Schedule, Task

SOURCES: tuple[str, ...] = (
    "revrise.apps.worker.flow",
    "revrise.apps.worker.privacy",
    "revrise.apps.worker.consent",
    "revrise.apps.worker.intake",
    "revrise.apps.worker.calls",
    "revrise.apps.worker.rubrics",
    "revrise.apps.worker.assist",
)


def tasks(app: "UseCases") -> "Sequence[Task]":
    """Every task."""
    return [*_found(app, "tasks")]


def schedules(app: "UseCases") -> "Sequence[Schedule]":
    """Every schedule."""
    return [*_found(app, "schedules")]


def _found(app: "UseCases", name: str) -> Iterator[Any]:
    for source in SOURCES:
        offered = getattr(import_module(source), name, None)
        if offered is not None:
            yield from offered(app)
