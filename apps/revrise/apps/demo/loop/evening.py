"""What a worker would do on the evening of the last day: people are told, figures are asked for."""

from typing import TYPE_CHECKING

from revrise.core.governance.actor import SYSTEM
from revrise.core.ids import derived
from revrise.ports.jobs import JobRequest
from revrise.services.snapshots.taking import TAKE

if TYPE_CHECKING:
    from revrise.apps.assembly import RevRise


def evening(app: "RevRise") -> None:
    """Relays what happened, and queues the figures of the night for the worker that is to come."""
    while app.flow.tick() and app.job_engine.run_all():
        pass  # until nothing waits, or a worker is at it already
    day = f"{app.clock.now():%Y-%m-%d}"
    night = JobRequest(derived("job", "demo", TAKE, day), TAKE, SYSTEM, key=day)
    app.job_engine.enqueue(night, app.settings.tenant)
