"""Workers in processes of their own, and a world outside in which their effects can be counted.

The world is a folder: effects are lines of `effects`; a task waits at a gate until the file of
that name is there.
"""

import os
import resource
import signal
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from revrise.adapters.casbin.policy import CasbinPolicy
from revrise.adapters.jobs.engine import LocalJobs
from revrise.adapters.jobs.running import Runner
from revrise.adapters.jobs.worker import Plan, worker
from revrise.adapters.rows.kinds import policy_catalogue
from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.jobs import SqlJobLog
from revrise.adapters.sql.store import SqlStore
from revrise.adapters.system.clock import SystemClock, SystemIds
from revrise.adapters.system.logging import set_up
from revrise.apps.worker import process
from revrise.core.governance.actor import system_actor
from revrise.core.governance.scope import system_scope
from revrise.core.people.organisation import Team
from revrise.ports.jobs import JobContext, JobRequest, Schedule, Task

TENANT = "acme"
LEASE_S = 1.5
Args = Mapping[str, Any]


class World:
    """The folder."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    def effect(self, name: str) -> None:
        """Something happens outside."""
        with (self.folder / "effects").open("a", encoding="utf-8") as file:
            file.write(f"{name}\n")

    def effects(self) -> Counter[str]:
        """How often each thing happened."""
        path = self.folder / "effects"
        return Counter(path.read_text(encoding="utf-8").split("\n")[:-1] if path.exists() else ())

    def open(self, gate: str) -> None:
        """Lets whoever waits at the gate go on."""
        (self.folder / gate).touch()

    def passes(self, gate: str) -> None:
        """Waits at a gate."""
        self.effect(f"at {gate}")
        while not (self.folder / gate).exists():
            time.sleep(0.01)


class Site:
    """A database with its jobs, as the tests and each worker process open it."""

    def __init__(self, url: str, folder: str | Path) -> None:
        self.world, self.clock = World(folder), SystemClock()
        self.engine = open_engine(url)
        self.store = SqlStore(self.engine, self.clock, SystemIds())
        known = self.tasks()
        by_name = {task.name: task for task in known}
        log = SqlJobLog(self.engine)
        runner = Runner(log, by_name, self._actor, self.clock, TENANT, "here", self.clock)
        policy = CasbinPolicy(self.store, policy_catalogue())
        self.jobs = LocalJobs(self.store, policy, self.clock, log, known, runner)

    def enqueue(self, job_id: str, task: str, **args: Any) -> None:
        """Queues a job."""
        self.jobs.enqueue(JobRequest(job_id, task, "system", args), TENANT)

    def states(self) -> dict[str, str]:
        """The state of every job."""
        return {job.id: job.state for job in self.all()}

    def all(self) -> Sequence[Any]:
        """Every job."""
        from revrise.core.jobs.job import Job

        with self.store.read(system_actor(TENANT)) as work:
            return work.of(Job).load_many(system_scope(TENANT, "job", "read", "test"))

    def team_ids(self) -> list[str]:
        """The teams that jobs have made: their effects in the database."""
        with self.store.read(system_actor(TENANT)) as work:
            teams = work.of(Team).load_many(system_scope(TENANT, "team", "read", "test"))
        return sorted(team.id for team in teams)

    def until(self, done: Any, within_s: float = 120) -> None:
        """Waits until the jobs are as wanted."""
        late = time.monotonic() + within_s
        while not done(self):
            assert time.monotonic() < late, [
                (job.id, job.state, job.attempts, job.crashes, job.worker, job.error)
                for job in self.all()
                if job.state != "succeeded"
            ]
            time.sleep(0.03)

    def close(self) -> None:
        """Lets the database go."""
        self.engine.dispose()

    def tasks(self) -> Sequence[Task]:
        """What its workers can do."""
        return [
            Task("steps", "scoring", self._steps),
            Task("poison", "scoring", self._poison),
            Task("writes", "scoring", self._writes),
            Task("big", "scoring", self._big, backoff_s=0.1),
        ]

    def make_team(self, team_id: str) -> None:
        """A business write."""
        scope = system_scope(TENANT, "team", "create", "test")
        with self.store.begin(system_actor(TENANT)) as work:
            work.of(Team).add(Team(team_id, team_id), scope)
            work.record("team.made", team_id)

    def _steps(self, job: JobContext, args: Args) -> Args:
        for number in range(args.get("steps", 4)):
            job.step(str(number), lambda n=number: self._step(f"{job.job_id} {n}", args))
        return {"pid": os.getpid()}

    def _step(self, name: str, args: Args) -> None:
        self.world.effect(name)
        time.sleep(args.get("pause", 0.05))

    def _poison(self, job: JobContext, args: Args) -> None:
        self.world.effect(job.job_id)
        time.sleep(args["pause"])
        os.kill(os.getpid(), signal.SIGKILL)

    def _writes(self, job: JobContext, args: Args) -> Args:
        """Waits, then writes; a second holder finds the gate open."""
        me = f"{job.job_id}-{os.getpid()}"
        self.world.passes(args["gate"])
        try:
            self.make_team(me)
        except BaseException as error:
            self.world.effect(f"{type(error).__name__} {me}")
            raise
        job.step("after", lambda: self.world.effect(f"stepped {me}"))
        return {"pid": os.getpid()}

    def _big(self, job: JobContext, args: Args) -> Args:
        return {"long": "x" * args["length"]}

    def _actor(self, _: str) -> Any:
        return system_actor(TENANT)


def work(
    url: str,
    folder: str,
    name: str,
    limit: int = 4,
    schedules: Sequence[Sequence[Any]] = (),
    file_bytes: int | None = None,
    lease_s: float = LEASE_S,
) -> None:
    """A worker process; `file_bytes` is the largest file it may write until somebody says else."""
    set_up("info")
    if file_bytes is not None:
        most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, most))
    site = Site(url, folder)
    plan = Plan({"scoring": limit, "relay": 1}, lease_s=lease_s, poll_s=0.03, grace_s=1)
    kept = [Schedule(*one) for one in schedules]
    process.work(worker(site.engine, site.jobs.runner, kept, plan, name))
    os._exit(0)
