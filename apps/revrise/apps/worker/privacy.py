"""The tasks and schedules of privacy, and of the keys of what is kept encrypted."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from revrise.apps.privacy_cases import PrivacyCases
    from revrise.ports.jobs import Schedule, Task


def tasks(app: "PrivacyCases") -> "Sequence[Task]":
    """Purging, retention, erasure, people's copies; wrapping keys anew."""
    return [*app.privacy_tasks.tasks, *app.rewrapping.tasks]


def schedules(app: "PrivacyCases") -> "Sequence[Schedule]":
    """When what is due goes."""
    return app.privacy_tasks.schedules
