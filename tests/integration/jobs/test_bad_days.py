"""The database goes away, the disk fills up, several workers share: no job is lost or doubled."""

import resource
from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import Engine, create_engine, make_url, text
from tests.support.apart import apart
from tests.support.job_world import TENANT

from revrise.adapters.jobs.lease import Watch
from revrise.adapters.jobs.supervisor import Supervisor
from revrise.adapters.jobs.worker import Plan, worker
from revrise.adapters.sql.jobs import SqlJobLog
from revrise.adapters.sql.workers import Beating, SqlWorkers
from revrise.core.errors import Fatal
from revrise.core.jobs.job import Job
from revrise.ports.jobs import JobRequest

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
    floor, jobs, names = postgres_floor, 60, ("one", "two", "three")
    every_minute = ["tick", "* * * * *", "steps", {"steps": 1}]
    for name in names:
        floor.start(name, limit=3, schedules=[every_minute])
    # Else two of them have done it all before the third is there.
    floor.site.until(lambda _: all("worker started" in floor.log(name) for name in names))
    for number in range(jobs):
        floor.site.enqueue(f"job_{number}", "steps", steps=1, pause=0.05)
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


def test_a_run_that_was_given_and_never_begun_is_begun_without_a_restart(floor):
    """As if the database had failed right between: the worker lives and waits for nothing."""
    floor.start("worker")
    floor.site.enqueue("job_0", "steps", steps=1)
    floor.site.until(all_ended)  # what it had before its start it has asked for
    lost = JobRequest("job_1", "steps", "system", {"steps": 1}).queued(floor.site.clock.now())
    floor.site.jobs.log.put(TENANT, [lost.handed_over("scoring")])
    apart(lambda: given_for_nothing(floor.site.engine, lost.handed_over("scoring")))
    floor.site.until(all_ended)
    assert floor.site.states() == {"job_0": "succeeded", "job_1": "succeeded"}
    assert floor.site.world.effects()["job_1 0"] == 1
    assert "given but never begun" in floor.log("worker")


def given_for_nothing(engine: Engine, job: Job) -> None:
    """A run that the worker has by the book, in one transaction: nobody ever began it."""
    from revrise.adapters.jobs.durable import DurableQueue

    queue = DurableQueue(engine, TENANT, "other", 0.1)
    table = "workflow_status" if engine.dialect.name == "sqlite" else "dbos.workflow_status"
    taken = f"UPDATE {table} SET status = 'PENDING', executor_id = :who WHERE workflow_uuid = :run"
    run = {"who": f"{TENANT}@worker", "run": f"{TENANT}:{job.id}:{job.run}"}
    with engine.begin() as connection:
        queue.give(connection, [job])
        assert connection.execute(text(taken), run).rowcount == 1


def test_a_worker_whose_beats_are_held_up_buries_others_and_never_itself(sqlite_floor):
    """A long write on SQLite lets no beat in: whoever looks lives all the same."""
    site = sqlite_floor.site
    workers = SqlWorkers(site.engine, TENANT)
    mine, other = (Beating(name, f"boot-{name}", 0, "", site.clock.now()) for name in "ab")
    workers.join(mine)
    workers.join(other)
    queue: Any = SimpleNamespace(pending=list, idle=list)  # nobody has a run
    log = SqlJobLog(site.engine)
    one = Supervisor(mine, TENANT, workers, queue, log, site.clock, Watch(lease_s=0.0))
    for _ in range(6):
        one.look()
    assert [worker.id for worker in workers.all()] == ["a"]


def test_a_worker_that_was_taken_for_dead_and_joins_anew_has_a_whole_lease_again(sqlite_floor):
    """It beats from the same count as before: others took it for as silent as it had been."""
    site = sqlite_floor.site
    workers = SqlWorkers(site.engine, TENANT)
    queue: Any = SimpleNamespace(pending=list, idle=list)  # nobody has a run
    log, watch = SqlJobLog(site.engine), Watch(lease_s=10.0)
    me = Beating("a", "boot-a", 0, "", site.clock.now())
    one = Supervisor(me, TENANT, workers, queue, log, site.clock, watch)
    workers.join(me)
    silent = [watch.lapsed(workers.all(), at) for at in (0.0, 9.0, 10.5, 11.0)]
    assert silent == [[], [], [], ["a"]]
    assert workers.bury(me)
    one.beat()
    assert [watch.lapsed(workers.all(), at) for at in (11.5, 12.0, 20.0)] == [[], [], []]


def test_a_worker_that_cannot_open_its_queue_beats_no_more_and_others_bury_it(sqlite_floor):
    """Whoever started it may live on: what it had would be kept for it for ever."""
    site = sqlite_floor.site
    made = worker(site.engine, site.jobs.runner, [], Plan({"scoring": 1}, lease_s=0.3), "shut")
    shut = evolve(made, queue=queue_that_opens_only_with(Fatal("no room for the queue")))
    with pytest.raises(Fatal, match="no room"):
        shut.start()
    assert shut.wait(0), "it is over"
    workers = SqlWorkers(site.engine, TENANT)
    me = Beating("other", "boot-other", 0, "", site.clock.now())
    workers.join(me)
    watch = Watch(lease_s=0.6)
    nobody: Any = SimpleNamespace(pending=list, idle=list)  # has a run
    other = Supervisor(me, TENANT, workers, nobody, SqlJobLog(site.engine), site.clock, watch)
    site.until(lambda _: not other.look() and [one.id for one in workers.all()] == ["other"], 10)


def queue_that_opens_only_with(error: Exception) -> Any:
    def refuse(*_: object) -> None:
        raise error

    return SimpleNamespace(open=refuse)
