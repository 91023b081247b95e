"""DBOS as the queue between workers: it hands each run of a job to one of them.

The job itself, its steps and how it ended are rows of RevRise; DBOS keeps which runs wait, which
worker has which, and how many run at once. Its tables are in the same database, so that a run is
queued in the transaction that hands the job over. Importing this module takes seconds: only
workers do.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import frozen
from dbos import DBOS, DBOSClient, DBOSPortableJSONSerializer
from sqlalchemy import Connection, Engine, create_engine, event

from revrise.adapters.jobs.hush import OneLine
from revrise.adapters.sql.old_sqlite import teach
from revrise.core.jobs.job import Job

# Of the workflow below and its arguments, not of RevRise: a new release goes on with old jobs.
PROTOCOL = "revrise-jobs-1"
_NAME = "revrise.job"
_OVER = frozenset({"SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"})
_POOL, _SPARE_THREADS = 4, 8
logging.getLogger("dbos").setLevel(logging.WARNING)
# What this process does with a run; DBOS knows workflows by name, one set a process.
_work: dict[str, Callable[[str, int], None]] = {}


@DBOS.workflow(name=_NAME, max_recovery_attempts=1_000_000)
def _run(tenant_id: str, job_id: str, run: int) -> None:
    _work[tenant_id](job_id, run)


@frozen
class Pending:
    """A run that some worker has."""

    id: str
    worker: str
    queue: str


class DurableQueue:
    """The queues of one tenant in one process. `limits` is queue → how many run here at once."""

    def __init__(self, engine: Engine, tenant_id: str, worker: str, poll_s: float) -> None:
        self._engine, self._poll_s = _own_engine(engine), poll_s
        self._tenant, self._worker = tenant_id, worker
        self._begun: set[str] = set()
        self._client = DBOSClient(
            system_database_engine=self._engine,
            serializer=DBOSPortableJSONSerializer(),
            application_name="revrise",
            lazy=True,
        )

    def open(self, work: Callable[[str, int], None], limits: Mapping[str, int]) -> None:
        """Takes runs from these queues and gives them to `work`; makes DBOS's tables."""
        _work[self._tenant] = self._watched(work)
        DBOS(
            config={
                "name": "revrise",
                "system_database_engine": self._engine,
                "serializer": DBOSPortableJSONSerializer(),
                "executor_id": self._executor(self._worker),
                "application_version": PROTOCOL,
                "use_listen_notify": False,
                "max_executor_threads": sum(limits.values()) + _SPARE_THREADS,
                "log_level": "WARNING",
            }
        )
        _one_line_logs()
        DBOS.listen_queues([self._queue(name) for name in limits])
        DBOS.launch()
        for name, limit in limits.items():
            DBOS.register_queue(
                self._queue(name),
                worker_concurrency=limit,
                polling_interval_sec=self._poll_s,
                on_conflict="always_update",
            )

    def give(self, connection: Connection, jobs: Sequence[Job]) -> None:
        """Queues one run of each job in the caller's transaction."""
        for job in jobs:
            self._client.enqueue_in_transaction(
                connection,
                {
                    "workflow_name": _NAME,
                    "workflow_id": self._run_id(job),
                    "queue_name": self._queue(job.queue),
                    "app_version": PROTOCOL,
                },
                self._tenant,
                job.id,
                job.run,
            )

    def pending(self) -> Sequence[Pending]:
        """The runs that workers have."""
        lead = self._executor("")
        return [
            Pending(one.workflow_id, str(one.executor_id).removeprefix(lead), str(one.queue_name))
            for one in self._listed(status="PENDING", workflow_id_prefix=f"{self._tenant}:")
        ]

    def idle(self, runs: Sequence[Pending]) -> Sequence[Pending]:
        """Those of the runs that this worker has and that nothing here is doing."""
        mine = [one for one in runs if one.worker == self._worker]
        return [one for one in mine if one.id not in self._begun]

    def resume(self, runs: Sequence[Pending]) -> None:
        """Lets other workers have these runs; whoever has one now can end it no more."""
        for queue in {run.queue for run in runs}:
            ids = [run.id for run in runs if run.queue == queue]
            DBOS.resume_workflows(ids, queue_name=queue)

    def over(self, jobs: Sequence[Job]) -> Sequence[Job]:
        """Those of the jobs whose run has ended, or is not there at all."""
        ids = [self._run_id(job) for job in jobs]
        found = self._listed(workflow_ids=ids) if ids else []
        alive = {one.workflow_id for one in found if one.status not in _OVER}
        return [job for job in jobs if self._run_id(job) not in alive]

    def tidy(self, limit: int = 500) -> int:
        """Forgets runs that ended; how their jobs ended is kept with the jobs."""
        prefix = f"{self._tenant}:"
        done = self._listed(status=sorted(_OVER), workflow_id_prefix=prefix, limit=limit)
        if done:
            DBOS.delete_workflows([one.workflow_id for one in done])
        return len(done)

    def close(self, grace_s: float) -> None:
        """Takes no more runs and waits so long for those that go on."""
        DBOS.destroy(workflow_completion_timeout_sec=int(grace_s))
        self._engine.dispose()

    def _watched(self, work: Callable[[str, int], None]) -> Callable[[str, int], None]:
        def watched(job_id: str, run: int) -> None:
            name = f"{self._tenant}:{job_id}:{run}"
            self._begun.add(name)
            try:
                work(job_id, run)
            finally:
                self._begun.discard(name)

        return watched

    def _listed(self, **wanted: Any) -> Sequence[Any]:
        return DBOS.list_workflows(name=_NAME, load_input=False, load_output=False, **wanted)

    def _run_id(self, job: Job) -> str:
        return f"{self._tenant}:{job.id}:{job.run}"

    def _queue(self, name: str) -> str:
        return f"{self._tenant}.{name}"

    def _executor(self, worker: str) -> str:
        return f"{self._tenant}@{worker}"


def _own_engine(engine: Engine) -> Engine:
    """DBOS's connections to the same database.

    On SQLite it expects the driver to begin, at the first write; the journal and its durability
    are those of the business data.
    """
    if engine.dialect.name != "sqlite":
        return create_engine(
            engine.url, pool_size=_POOL, max_overflow=_POOL, pool_pre_ping=True, pool_recycle=1800
        )
    own = create_engine(engine.url, pool_size=_POOL, max_overflow=_POOL)
    event.listen(own, "connect", _prepare_sqlite)
    return own


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = "IMMEDIATE"
    teach(connection)
    for pragma in ("busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _one_line_logs() -> None:
    logger = logging.getLogger("dbos")
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
    logger.addHandler(OneLine())
    logger.propagate = False
