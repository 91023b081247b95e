"""A schedule's times are served once each, whoever asks; of missed ones only the latest."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from revrise.adapters.jobs.cron import latest, serve
from revrise.adapters.memory.jobs import MemoryJobLog
from revrise.adapters.memory.store import MemoryStore
from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.jobs import SqlJobLog
from revrise.core.errors import Misconfigured
from revrise.core.jobs.job import Job
from revrise.ports.jobs import JobLog, Schedule
from revrise.testing.doubles import FixedClock, SequentialIds

NIGHTLY = Schedule("nightly", "30 2 * * *", "snapshot.take", {"deep": True})
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def log(request) -> Iterator[JobLog]:
    if request.param == "memory":
        yield MemoryJobLog(MemoryStore(FixedClock(), SequentialIds()))
        return
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    engine = open_engine(request.getfixturevalue(name))
    yield SqlJobLog(engine)
    engine.dispose()


def queued(log: JobLog) -> list[Job]:
    return list(log.hand_over("acme", NOON + 400 * DAY, lambda _: "analytics", lambda *_: None))


def test_a_new_schedule_waits_for_its_first_time(log):
    assert serve(log, "acme", [NIGHTLY], NOON) == 0
    assert serve(log, "acme", [NIGHTLY], NOON + timedelta(hours=14)) == 0
    assert serve(log, "acme", [NIGHTLY], NOON + timedelta(hours=15)) == 1
    (job,) = queued(log)
    assert (job.task, job.args, job.actor_id) == ("snapshot.take", {"deep": True}, "system")


def test_of_a_week_away_only_the_last_time_is_made_up_for(log):
    serve(log, "acme", [NIGHTLY], NOON)
    assert serve(log, "acme", [NIGHTLY], NOON + 7 * DAY) == 1
    assert serve(log, "acme", [NIGHTLY], NOON + 7 * DAY) == 0
    assert len(queued(log)) == 1


def test_several_workers_serve_a_time_once(log):
    serve(log, "acme", [NIGHTLY], NOON)
    with ThreadPoolExecutor(6) as pool:
        served = pool.map(lambda _: serve(log, "acme", [NIGHTLY], NOON + DAY), range(12))
        assert sum(served) == 1
    assert len(queued(log)) == 1


def test_a_clock_set_back_serves_no_time_twice(log):
    serve(log, "acme", [NIGHTLY], NOON)
    assert serve(log, "acme", [NIGHTLY], NOON + DAY) == 1
    assert serve(log, "acme", [NIGHTLY], NOON) == 0
    assert serve(log, "acme", [NIGHTLY], NOON + DAY) == 0


def test_what_was_served_while_the_clock_was_a_month_ahead_keeps_nothing_waiting(log):
    """Backups, retention and reports would rest until then."""
    serve(log, "acme", [NIGHTLY], NOON)
    assert serve(log, "acme", [NIGHTLY], NOON + 30 * DAY) == 1
    assert serve(log, "acme", [NIGHTLY], NOON + DAY) == 1
    assert serve(log, "acme", [NIGHTLY], NOON + DAY) == 0
    assert serve(log, "acme", [NIGHTLY], NOON + 2 * DAY) == 1
    assert len(queued(log)) == 3


def test_a_time_that_is_now_is_due():
    at = datetime(2026, 3, 1, 2, 30, tzinfo=UTC)
    assert latest(NIGHTLY, at) == at
    assert latest(NIGHTLY, at - timedelta(seconds=1)) == at - DAY


@pytest.mark.parametrize("cron", ["", "nonsense", "61 * * * *", "* * * *", "0 0 * * * *"])
def test_a_schedule_that_is_none_is_named(cron):
    with pytest.raises(Misconfigured, match="nightly"):
        latest(Schedule("nightly", cron, "snapshot.take"), NOON)
