"""Jobs a second, beside bare DBOS on the same database with the same settings.

Run: python -m bench.jobs [jobs] [database URL of an empty database]. Each side queues its jobs
one transaction each while a worker runs them, in a fresh process: ours is a task with one
remembered step, theirs a workflow with one step, the least that survives a crash. CPU time of
that process, best of three rounds, since other work on the machine blurs the clock.
"""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import create_engine, make_url, text
from tests.support.postgres import NoPostgres, server

AT_ONCE, POLL_S, ROUNDS = 16, 0.05, 3


def main(count: int, url: str = "") -> float:
    """The larger of the ratios ours ÷ bare DBOS; PostgreSQL where there is one."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        urls = [f"sqlite:///{Path(folder) / 'NAME.sqlite'}"]
        try:
            urls.append(url or stack.enter_context(server()))
        except NoPostgres as reason:
            print(f"no PostgreSQL: {reason}")
        return max(_compare(one, count) for one in urls)


def _compare(url: str, count: int) -> float:
    times: dict[str, list[tuple[float, float]]] = {"ours": [], "bare": []}
    for number in range(ROUNDS):
        for side, found in times.items():
            found.append(_child(side, _fresh(url, f"{side}_{number}"), count))
    (mine, wall), (theirs, bare_wall) = (min(found) for found in times.values())
    name = make_url(url).get_backend_name()
    print(
        f"{name}: {count:,} jobs, {mine / count * 1e3:.1f} ms of CPU each, bare DBOS "
        f"{theirs / count * 1e3:.1f} ms, ratio {mine / theirs:.2f} (goal ≤ 1.3); by the clock "
        f"{count / wall:.0f} and {count / bare_wall:.0f} a second"
    )
    return mine / theirs


def _fresh(url: str, name: str) -> str:
    if url.startswith("sqlite"):
        return url.replace("NAME", name)
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS bench_{name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE bench_{name}"))
    admin.dispose()
    return make_url(url).set(database=f"bench_{name}").render_as_string(hide_password=False)


def _child(side: str, url: str, count: int) -> tuple[float, float]:
    command = [sys.executable, "-m", "bench.jobs", side, url, str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    cpu, wall = map(float, done.stdout.split()[-2:])
    return cpu, wall


def ours(url: str, count: int) -> tuple[float, float]:
    from revrise.adapters.casbin.policy import CasbinPolicy
    from revrise.adapters.jobs.engine import LocalJobs
    from revrise.adapters.jobs.running import Runner
    from revrise.adapters.jobs.worker import Plan, worker
    from revrise.adapters.rows.kinds import policy_catalogue
    from revrise.adapters.sql.engine import open_engine
    from revrise.adapters.sql.jobs import SqlJobLog
    from revrise.adapters.sql.migrate import upgrade
    from revrise.adapters.sql.store import SqlStore
    from revrise.adapters.system.clock import SystemClock, SystemIds
    from revrise.adapters.system.logging import set_up
    from revrise.core.governance.actor import system_actor
    from revrise.ports.jobs import JobRequest, Task

    set_up("warning")
    engine, clock = open_engine(url), SystemClock()
    upgrade(engine)
    store, log = SqlStore(engine, clock, SystemIds()), SqlJobLog(engine)
    task = Task("bench", "scoring", lambda job, args: job.step("one", lambda: {"n": args["n"]}))
    runner = Runner(log, {"bench": task}, lambda _: system_actor("t"), clock, "t", "here", clock)
    jobs = LocalJobs(store, CasbinPolicy(store, policy_catalogue()), clock, log, [task], runner)
    plan = Plan({"scoring": AT_ONCE}, poll_s=POLL_S, grace_s=0)
    working = worker(engine, runner, [], plan, "bench-0")
    working.start()
    time.sleep(1.2)  # the queue's thread begins
    began = _now()
    for number in range(count):
        jobs.enqueue(JobRequest(f"job_{number}", "bench", "system", {"n": number}), "t")
    left = text("SELECT count(*) FROM job WHERE state <> 'succeeded'")
    _until_none(engine, left)
    return _since(began)


def bare(url: str, count: int) -> tuple[float, float]:
    from dbos import DBOS, DBOSClient, DBOSPortableJSONSerializer

    from revrise.adapters.jobs.durable import _own_engine
    from revrise.adapters.sql.engine import open_engine

    @DBOS.step()
    def one(number: int) -> dict[str, int]:
        return {"n": number}

    @DBOS.workflow(name="bench")
    def job(number: int) -> dict[str, int]:
        return one(number)

    plain = open_engine(url)
    engine, serializer = _own_engine(plain), DBOSPortableJSONSerializer()
    DBOS(
        config={
            "name": "bench",
            "system_database_engine": engine,
            "serializer": serializer,
            "executor_id": "bench",
            "application_version": "1",
            "use_listen_notify": False,
            "max_executor_threads": AT_ONCE + 8,
            "log_level": "ERROR",
        }
    )
    DBOS.launch()
    DBOS.register_queue("q", worker_concurrency=AT_ONCE, polling_interval_sec=POLL_S)
    client = DBOSClient(system_database_engine=engine, serializer=serializer)
    time.sleep(1.2)
    began = _now()
    for number in range(count):
        options = {"workflow_name": "bench", "queue_name": "q", "app_version": "1"}
        client.enqueue({**options, "workflow_id": f"job-{number}"}, number)
    table = "workflow_status" if plain.dialect.name == "sqlite" else "dbos.workflow_status"
    left = text(f"SELECT count(*) FROM {table} WHERE name = 'bench' AND status <> 'SUCCESS'")
    _until_none(plain, left)
    return _since(began)


def _now() -> tuple[float, float]:
    return time.process_time(), time.perf_counter()


def _since(began: tuple[float, float]) -> tuple[float, float]:
    return time.process_time() - began[0], time.perf_counter() - began[1]


def _until_none(engine, left) -> None:
    while True:
        with engine.connect().execution_options(revrise_writes=False) as connection:
            if connection.execute(left).scalar() == 0:
                return
        time.sleep(0.02)


if __name__ == "__main__":
    if sys.argv[1:2] in (["ours"], ["bare"]):
        took = {"ours": ours, "bare": bare}[sys.argv[1]](sys.argv[2], int(sys.argv[3]))
        print(*took, flush=True)
        os._exit(0)
    main(int((sys.argv[1:] or ["400"])[0]), *sys.argv[2:3])
