"""The tasks and schedules of what happens by itself."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from revrise.apps.flow_cases import FlowCases
    from revrise.ports.jobs import Schedule, Task


def tasks(app: "FlowCases") -> "Sequence[Task]":
    """Relay, calls, notifications, webhooks, snapshots, syncs."""
    return app.flow.tasks


def schedules(app: "FlowCases") -> "Sequence[Schedule]":
    """When the figures are taken, people reminded, content expired, sources synced."""
    return app.flow.schedules
