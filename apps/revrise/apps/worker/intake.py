"""The tasks and schedules of calls that come in by machine."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from revrise.apps.intake_cases import IntakeCases
    from revrise.ports.jobs import Schedule, Task

TIDY = "intake.tidy"


def tasks(app: "IntakeCases") -> "Sequence[Task]":
    """Taking a call in; clearing away what nobody wanted."""
    from revrise.ports.jobs import Task
    from revrise.services.intake.arriving import TAKE_IN

    def tidy(_: Any, __: Any) -> Any:
        return {"dismissed": app.call_inbox.tidy(app.settings.tenant)}

    def take(context: Any, args: Any) -> Any:
        return app.taking_in.run(context, args)

    return (
        Task(TAKE_IN, "sync", take, "Take a call in", "接收通话", 8, 30),
        Task(TIDY, "analytics", tidy, "Clear the call inbox", "清理待认领通话"),
    )


def schedules(_: "IntakeCases") -> "Sequence[Schedule]":
    """In UTC."""
    from revrise.ports.jobs import Schedule

    return (Schedule("call inbox", "50 3 * * *", TIDY),)
