"""The database goes away, the disk fills up, several workers share: no job is lost or doubled."""

import resource
from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, text
from tests.support.job_world import TENANT

from revrise.adapters.jobs.lease import Watch
from revrise.adapters.jobs.supervisor import Supervisor
from revrise.adapters.sql.jobs import SqlJobLog
from revrise.adapters.sql.workers import Beating, SqlWorkers

pytestmark = pytest.mark.crash


def all_ended(site) -> bool:
    return all(job.ended for job in site.all())


def test_a_database_that_went_away_is_waited_for(postgres_floor):
    floor, url = postgres_floor, make_url(postgres_floor.url)
    for number in range(6):
        floor.site.enqueue(f"job_{number}", "steps", steps=8, pause=0.1)
    worker = floor.start("worker", lease_s=5)
    floor.site.until(lambda site: len(site.world.effects()) > 6)
    floor.site.close()
    away, back = (f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS {on}" for on in (False, True))
    everybody = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
    admin = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(away))
        connection.execute(text(everybody), {"name": url.database})
        floor.forks.ended(worker)
        connection.execute(text("SELECT pg_sleep(1.5)"))
        connection.execute(text(back))
    admin.dispose()
    floor.site.until(all_ended)
    assert set(floor.site.states().values()) == {"succeeded"}
    effects = floor.site.world.effects()
    assert len(effects) == 48
    assert sum(effects.values()) - len(effects) <= 4
    assert not floor.forks.ended(worker)
    assert "Traceback" not in floor.log("worker")


def test_a_full_disk_leaves_a_clear_state_and_a_way_on(sqlite_floor):
    floor = sqlite_floor
    first = floor.start("first")  # DBOS makes its tables
    floor.site.enqueue("warm", "steps", steps=1)
    floor.site.until(all_ended)
    floor.forks.kill(first)
    largest = max(path.stat().st_size for path in floor.folder.glob("revrise.sqlite*"))
    worker = floor.start("worker", file_bytes=largest + 150_000)
    floor.site.enqueue("big", "big", length=2_000_000)
    floor.site.until(lambda site: "disk" in floor.log("worker"))
    assert not floor.forks.ended(worker)
    job = next(one for one in floor.site.all() if one.id == "big")
    assert job.state in {"queued", "running"}, "nothing is lost while the disk is full"
    resource.prlimit(worker, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    floor.site.until(all_ended)
    job = next(one for one in floor.site.all() if one.id == "big")
    assert (job.state, len(job.result["long"])) == ("succeeded", 2_000_000)


def test_three_workers_share_the_work_and_serve_each_time_once(postgres_floor):
    floor, jobs = postgres_floor, 60
    for number in range(jobs):
        floor.site.enqueue(f"job_{number}", "steps", steps=1, pause=0.05)
    every_minute = ["tick", "* * * * *", "steps", {"steps": 1}]
    for name in ("one", "two", "three"):
        floor.start(name, limit=3, schedules=[every_minute])
    floor.site.until(all_ended)
    done = [job for job in floor.site.all() if job.key != "tick"]
    assert Counter(job.state for job in done) == {"succeeded": jobs}
    assert len({job.worker for job in done}) == 3, "each had its share"
    effects = floor.site.world.effects()
    assert {effects[f"job_{number} 0"] for number in range(jobs)} == {1}


def test_a_job_whose_run_was_lost_is_queued_again(floor):
    """Handed over, and then nobody has it: as if DBOS had lost the run."""
    floor.site.enqueue("job_1", "steps", steps=1)
    jobs = floor.site.jobs
    jobs.log.hand_over(TENANT, jobs.clock.now(), lambda _: "scoring", lambda *_: None)
    (job,) = floor.site.all()
    assert (job.handed, job.state) == (True, "queued")
    floor.start("worker")
    floor.site.until(all_ended)
    (job,) = floor.site.all()
    assert (job.state, job.run) == ("succeeded", 2)
    assert floor.site.world.effects() == {"job_1 0": 1}
    assert "job lost its run" in floor.log("worker")


def test_a_worker_whose_beats_are_held_up_buries_others_and_never_itself(sqlite_floor):
    """A long write on SQLite lets no beat in: whoever looks lives all the same."""
    site = sqlite_floor.site
    workers = SqlWorkers(site.engine, TENANT)
    mine, other = (Beating(name, f"boot-{name}", 0, "", site.clock.now()) for name in "ab")
    workers.join(mine)
    workers.join(other)
    queue: Any = SimpleNamespace(pending=list)  # nobody has a run
    log = SqlJobLog(site.engine)
    one = Supervisor(mine, TENANT, workers, queue, log, site.clock, Watch(lease_s=0.0))
    for _ in range(6):
        one.look()
    assert [worker.id for worker in workers.all()] == ["a"]
