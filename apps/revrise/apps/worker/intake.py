"""The tasks and schedules of calls that come in by machine."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from revrise.apps.intake_cases import IntakeCases
    from revrise.ports.jobs import Schedule, Task

TIDY, WATCH = "intake.tidy", "intake.watch"
_LOOKS = 20


def tasks(app: "IntakeCases") -> "Sequence[Task]":
    """Taking a call in; clearing away what nobody wanted."""
    from attrs import asdict

    from revrise.ports.jobs import Task
    from revrise.services.intake.arriving import TAKE_IN
    from revrise.services.intake.syncing import SYNC

    def tidy(_: Any, __: Any) -> Any:
        dismissed = app.call_inbox.tidy(app.settings.tenant)
        return {"dismissed": dismissed, **asdict(app.clearing.clear())}

    def take(context: Any, args: Any) -> Any:
        return app.taking_in.run(context, args)

    def watch(_: Any, __: Any) -> Any:
        done = failed = 0
        for _look in range(_LOOKS):  # a minute is long where thousands lie there
            found = app.watching.look()
            done, failed = done + len(found.done), failed + len(found.failed)
            if not found.more:
                break
        return {"done": done, "failed": failed, "stays": len(found.stays)}

    def sync(context: Any, args: Any) -> Any:
        return app.call_syncs.run(context, args)

    return (
        Task(SYNC, "sync", sync, "Ask for calls", "拉取通话"),
        Task(WATCH, "sync", watch, "Look into the watched folder", "查看监视文件夹"),
        Task(TAKE_IN, "sync", take, "Take a call in", "接收通话", 8, 30),
        Task(TIDY, "analytics", tidy, "Clear inbox and leftover files", "清理待认领通话和残留文件"),
    )


def schedules(app: "IntakeCases") -> "Sequence[Schedule]":
    """In UTC."""
    from revrise.ports.jobs import Schedule

    tidying = Schedule("call inbox", "50 3 * * *", TIDY)
    if not app.settings.intake.folder:
        return (tidying,)
    return (tidying, Schedule("watched folder", "* * * * *", WATCH))
