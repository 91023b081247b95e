"""Schedules: when a cron expression was last due, and the job of that time."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from revrise.core.errors import Misconfigured
from revrise.core.ids import derived
from revrise.ports.jobs import JobLog, JobRequest, Schedule

_FIELDS = 5


def serve(
    log: JobLog,
    tenant_id: str,
    schedules: Iterable[Schedule],
    now: datetime,
    asked: dict[str, datetime] | None = None,
) -> int:
    """Queues what has become due since each schedule was last served; says how much.

    Of the times a stop has missed only the latest is made up for. `asked` keeps, by schedule, the
    time the log was last asked about, so that it is asked once a time.
    """
    served, known = 0, {} if asked is None else asked
    for schedule in schedules:
        due = latest(schedule, now)
        if known.get(schedule.name) == due:
            continue
        job = request(schedule, due).queued(now)
        served += log.due(tenant_id, schedule.name, due, job)
        known[schedule.name] = due
    return served


def request(schedule: Schedule, due: datetime) -> JobRequest:
    """The job of a time: the same for everybody who asks."""
    job_id = derived("job", "schedule", schedule.name, due.isoformat())
    return JobRequest(job_id, schedule.task, schedule.actor_id, schedule.args, schedule.name)


def latest(schedule: Schedule, now: datetime) -> datetime:
    """The last time it was due, in UTC. Raises Misconfigured for no five-field expression."""
    from croniter import CroniterBadCronError, croniter

    if len(schedule.cron.split()) != _FIELDS:  # croniter knows seconds and years too
        raise _bad(schedule, "it takes minute hour day month weekday")
    try:
        # From a second later, so that a time that is due now counts.
        after = now.astimezone(UTC) + timedelta(seconds=1)
        due: datetime = croniter(schedule.cron, after).get_prev(datetime)
    except (CroniterBadCronError, ValueError) as error:
        raise _bad(schedule, error) from None
    return due.astimezone(UTC)


def _bad(schedule: Schedule, why: object) -> Misconfigured:
    return Misconfigured(f"{schedule.cron!r} is no schedule: {why}", culprit=schedule.name)
