"""The task of calls that somebody asks for: measured again by the detectors in use."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from revrise.ports.jobs import Task


def tasks(app: Any) -> "Sequence[Task]":
    """Measuring calls again."""
    from revrise.ports.jobs import Task
    from revrise.services.calls.remeasuring import REMEASURE

    # Detectors are asked for when there is something to hear.
    def run(context: Any, args: Any) -> Any:
        return app.remeasuring.job(context, args)

    return (Task(REMEASURE, "scoring", run, "Measure calls again", "重新测量通话"),)
