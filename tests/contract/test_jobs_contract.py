"""The engine in memory and DBOS on SQLite and PostgreSQL keep the same promises."""

import shutil
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text
from tests.support.apart import apart
from tests.support.postgres import behind_the_wall

from revrise.adapters.casbin.policy import CasbinPolicy
from revrise.adapters.casbin.sources import default_rules
from revrise.adapters.jobs.engine import LocalJobs
from revrise.adapters.jobs.running import Runner
from revrise.adapters.memory.jobs import MemoryJobLog
from revrise.adapters.memory.store import MemoryStore
from revrise.adapters.rows.kinds import policy_catalogue
from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.jobs import SqlJobLog
from revrise.adapters.sql.store import SqlStore
from revrise.adapters.system.clock import SystemClock, SystemIds
from revrise.core.governance.actor import system_actor
from revrise.core.governance.policy_text import document
from revrise.ports.jobs import Job, JobEngine, JobLog
from revrise.ports.storage import Store
from revrise.testing.doubles import SequentialIds
from revrise.testing.jobs import (
    ADMIN,
    TENANT,
    JobEngineContract,
    contract_actor,
    contract_tasks,
)

PATIENCE_S = 120


def local(store: Store, log: JobLog) -> LocalJobs:
    """An engine over a store, with the contract's tasks and people."""
    with store.begin(system_actor(TENANT)) as work:
        work.set_policy(document(default_rules()))
        work.record("test.policy", TENANT)
    known, clock = contract_tasks(), SystemClock()
    by_name = {task.name: task for task in known}
    runner = Runner(log, by_name, contract_actor, clock, TENANT, "here", clock)
    policy = CasbinPolicy(store, policy_catalogue())
    return LocalJobs(store, policy, clock, log, known, runner)


def working(url: str) -> Iterator[JobEngine]:
    """An engine whose jobs a worker of DBOS runs."""
    from revrise.adapters.jobs.worker import Plan, worker

    engine = open_engine(url)
    made = local(SqlStore(engine, SystemClock(), SystemIds()), SqlJobLog(engine))
    plan = Plan({"scoring": 4, "relay": 2}, lease_s=3, poll_s=0.02, grace_s=1)
    runs = worker(engine, made.runner, [], plan, "contract-0")
    apart(runs.start)
    yield made
    apart(runs.stop)
    engine.dispose()


class Worked(JobEngineContract):
    def finish(self, engine: JobEngine, job_id: str) -> Job:
        late = time.monotonic() + PATIENCE_S
        while not (job := engine.get(job_id, ADMIN)).ended:
            assert time.monotonic() < late, job
            time.sleep(0.01)
        return job


class TestMemory(JobEngineContract):
    @pytest.fixture
    def engine(self) -> JobEngine:
        store = MemoryStore(SystemClock(), SequentialIds())
        return local(store, MemoryJobLog(store))


class TestHereOnSqlite(JobEngineContract):
    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls, sqlite_template, tmp_path_factory) -> Iterator[JobEngine]:
        engine = open_engine(copied(sqlite_template, tmp_path_factory))
        yield local(SqlStore(engine, SystemClock(), SystemIds()), SqlJobLog(engine))
        engine.dispose()


class TestDbosOnSqlite(Worked):
    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls, sqlite_template, tmp_path_factory) -> Iterator[JobEngine]:
        yield from working(copied(sqlite_template, tmp_path_factory))


class TestDbosOnPostgres(Worked):
    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls, postgres_server, postgres_template) -> Iterator[JobEngine]:
        name = f"revrise_{uuid4().hex}"
        admin = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {postgres_template}"))
        admin.dispose()
        url = make_url(postgres_server).set(database=name)
        yield from working(behind_the_wall(url.render_as_string(hide_password=False)))


def copied(template, factory: pytest.TempPathFactory) -> str:
    path = factory.mktemp("jobs") / "revrise.sqlite"
    shutil.copy(template, path)
    return f"sqlite:///{path}"
