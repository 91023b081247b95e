"""The tasks of calls that somebody asks for: measured again, or started again once mended."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from revrise.ports.jobs import Task


def tasks(app: Any) -> "Sequence[Task]":
    """Measuring calls again, starting those again that something stopped."""
    from revrise.ports.jobs import Task
    from revrise.services.processing.remeasuring import REMEASURE
    from revrise.services.processing.stopped import RESTART

    # Detectors are asked for when there is something to hear.
    def run(context: Any, args: Any) -> Any:
        return app.remeasuring.job(context, args)

    def start(context: Any, args: Any) -> Any:
        return app.restarting.job(context, args)

    return (
        Task(REMEASURE, "scoring", run, "Measure calls again", "重新测量通话"),
        Task(RESTART, "scoring", start, "Start stopped calls again", "重新处理已停止的通话"),
    )
