"""DBOS as a queue: a run is given once, in the caller's transaction, and forgotten in the end."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine
from tests.support.apart import apart

from revrise.adapters.jobs.durable import DurableQueue
from revrise.adapters.sql.engine import open_engine
from revrise.core.jobs.job import Job

AT = datetime(2026, 3, 1, tzinfo=UTC)


def job(number: int) -> Job:
    new = Job(f"job_{number}", "any", "", "queued", "per_1", "", AT)
    return new.handed_over("scoring")


def given_up(queue: DurableQueue, engine: Engine) -> None:
    with engine.begin() as connection:
        queue.give(connection, [job(1)])
        raise LookupError


@pytest.fixture(params=["sqlite_url", "postgres_url"])
def given(request) -> Iterator[tuple[DurableQueue, list[tuple[str, int]]]]:
    engine = open_engine(request.getfixturevalue(request.param))
    seen: list[tuple[str, int]] = []
    queue = DurableQueue(engine, "acme", "w", 0.02)
    apart(lambda: queue.open(lambda job_id, run: seen.append((job_id, run)), {"scoring": 2}))
    with pytest.raises(LookupError):
        given_up(queue, engine)
    for _ in range(2):  # the same run again is the same run
        with engine.begin() as connection:
            queue.give(connection, [job(2), job(3)])
    yield queue, seen
    apart(lambda: queue.close(0))
    engine.dispose()


def test_runs_are_given_once_if_their_transaction_was_committed(given):
    apart(lambda: once(*given))


def once(queue: DurableQueue, seen: list[tuple[str, int]]) -> None:
    late = time.monotonic() + 120
    while len(queue.over([job(2), job(3)])) < 2:
        assert time.monotonic() < late
        time.sleep(0.02)
    assert sorted(seen) == [("job_2", 1), ("job_3", 1)]
    assert queue.over([job(1)]) == [job(1)], "never there"
    assert queue.pending() == []
    assert queue.tidy() == 2
    assert queue.tidy() == 0
