"""The task of rubrics: past calls scored on one that is in force."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from revrise.ports.jobs import Task


def tasks(app: Any) -> "Sequence[Task]":
    """Scoring past calls."""
    from revrise.ports.jobs import Task
    from revrise.services.rubrics.backscoring import BACK, BackScoring

    # What plugins offer is asked for when there is something to score.
    def run(context: Any, args: Any) -> Any:
        return BackScoring(app.desk, app.settings.tenant, app.catalogue).run(context, args)

    return (Task(BACK, "scoring", run, "Score past calls", "为过往通话评分"),)
