"""Jobs in the database, as workers keep them; see `ports.jobs.JobLog`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    or_,
    select,
    update,
)

from revrise.adapters.rows.codec import Codec
from revrise.adapters.rows.fence import Held
from revrise.adapters.rows.kinds import codec
from revrise.adapters.sql.engine import WRITES
from revrise.adapters.sql.failures import translated
from revrise.adapters.sql.group_commit import GroupCommit
from revrise.adapters.sql.tables.jobs import job as table
from revrise.adapters.sql.tables.jobs import job_schedule, job_step
from revrise.adapters.sql.wall import within
from revrise.core.jobs.job import Job, Progress
from revrise.core.quiet import quiet
from revrise.ports.jobs import AHEAD

_codec: Codec[Job] = codec(Job)
_COLUMNS = [table.c[name] for name in _codec.cells]
_CHANGED: dict[str, Any] = {
    name: bindparam(f"_{name}") for name in _codec.cells if name not in {"id", "progress"}
}
_MINE = and_(table.c.tenant_id == bindparam("_tenant"), table.c.id == bindparam("_id"))
_HELD = select(table.c.version).where(_MINE).with_for_update(read=True)
_TO_RUN = select(*_COLUMNS).where(
    _MINE, table.c.run == bindparam("_run"), table.c.state.in_(["queued", "running"])
)
_FORGET = delete(job_step).where(
    job_step.c.tenant_id == bindparam("_tenant"), job_step.c.job_id == bindparam("_id")
)
_SETTLE = (
    update(table).where(_MINE).where(table.c.version == bindparam("_version") - 1).values(_CHANGED)
)
_HANDED: dict[str, Any] = {name: bindparam(f"_{name}") for name in ("queue", "run", "handed")}
_HAND = update(table).where(_MINE).values(_HANDED)


def insert_new(connection: Connection, target: Table, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Inserts rows unless their key is known; of a single row it says whether it was new."""
    # The dialect in use is loaded already; the other one would cost every command its import.
    dialect = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")
    values = rows[0] if len(rows) == 1 else rows  # drivers count the rows of one statement only
    new = dialect.insert(target).on_conflict_do_nothing()
    return bool(connection.execute(new, values).rowcount > 0)


def job_rows(tenant_id: str, jobs: Sequence[Job]) -> list[dict[str, Any]]:
    """The rows of jobs."""
    return [{**_codec.encode(job), "tenant_id": tenant_id} for job in jobs]


def check_held(connection: Connection, held: Held) -> None:
    """Raises Cancelled unless the job is still held; nobody takes it until the commit."""
    mine = {"_tenant": held.tenant_id, "_id": held.job_id}
    held.check(connection.execute(_HELD, mine).scalar())


class SqlJobLog:
    """Implements `ports.jobs.JobLog`."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._group = engine, GroupCommit(engine)

    def put(self, tenant_id: str, jobs: Sequence[Job]) -> None:
        """See JobLog."""
        new = job_rows(tenant_id, jobs)
        self._write(tenant_id, lambda connection: insert_new(connection, table, new))

    def hand_over(
        self,
        tenant_id: str,
        at: datetime,
        queue_of: Callable[[str], str],
        give: Callable[[Any, Sequence[Job]], None],
        limit: int = 100,
    ) -> Sequence[Job]:
        """See JobLog."""
        waiting = _waiting(tenant_id, at, limit)
        with self._reading(tenant_id) as connection:
            if connection.execute(waiting.with_only_columns(table.c.id)).first() is None:
                return ()
        with self._writing(tenant_id) as connection:
            found = connection.execute(waiting.with_for_update(skip_locked=True)).mappings()
            jobs = [_codec.decode(dict(row)) for row in found]
            given = [job.handed_over(queue_of(job.task)) for job in jobs]
            if given:
                connection.execute(_HAND, [_bound(tenant_id, job) for job in given])
                give(connection, given)
        return given

    def take(
        self,
        tenant_id: str,
        job_id: str,
        run: int,
        worker: str,
        at: datetime,
        first: Callable[[Job], object] = quiet,
    ) -> Job | None:
        """See JobLog."""
        mine = {"_tenant": tenant_id, "_id": job_id, "_run": run}
        while True:
            with self._reading(tenant_id) as connection:
                row = connection.execute(_TO_RUN, mine).mappings().one_or_none()
            if row is None:
                return None
            job = _codec.decode(dict(row))
            first(job)
            if self.settle(tenant_id, job.taken(worker, at)):
                return job.taken(worker, at)

    def settle(self, tenant_id: str, job: Job) -> bool:
        """See JobLog."""
        cells, done = _bound(tenant_id, job), job.state == "succeeded"

        def write(connection: Connection) -> bool:
            held = connection.execute(_SETTLE, cells).rowcount > 0
            if held and done:
                connection.execute(_FORGET, {"_tenant": tenant_id, "_id": job.id})
            return held

        return self._write(tenant_id, write)

    def handed(self, tenant_id: str, limit: int = 500) -> Sequence[Job]:
        """See JobLog."""
        begun = (table.c.tenant_id == tenant_id, table.c.state.in_(["queued", "running"]))
        chosen = select(*_COLUMNS).where(*begun, table.c.handed).order_by(table.c.created_at)
        with self._reading(tenant_id) as connection:
            found = connection.execute(chosen.limit(limit)).mappings()
            return [_codec.decode(dict(row)) for row in found]

    def report(self, tenant_id: str, job: Job, progress: Progress) -> bool:
        """See JobLog."""
        mine = (table.c.tenant_id == tenant_id, table.c.id == job.id)
        cell = _codec.nested["progress"](progress)
        kept = update(table).where(*mine, table.c.version == job.version).values(progress=cell)
        return self._write(tenant_id, lambda found: found.execute(kept).rowcount > 0)

    def recall(self, tenant_id: str, job_id: str) -> Mapping[str, Any]:
        """See JobLog."""
        done = select(job_step.c.name, job_step.c.answer).where(
            job_step.c.tenant_id == tenant_id, job_step.c.job_id == job_id
        )
        with self._reading(tenant_id) as connection:
            return {row.name: row.answer for row in connection.execute(done)}

    def remember(self, tenant_id: str, job: Job, step: str, answer: Any) -> bool:
        """See JobLog."""
        row = {"tenant_id": tenant_id, "job_id": job.id, "name": step, "answer": answer}
        mine = {"_tenant": tenant_id, "_id": job.id}

        def write(connection: Connection) -> bool:
            if connection.execute(_HELD, mine).scalar() != job.version:
                return False
            insert_new(connection, job_step, [row])
            return True

        return self._write(tenant_id, write)

    def due(self, tenant_id: str, schedule: str, latest: datetime, job: Job) -> bool:
        """See JobLog."""
        mine = (job_schedule.c.tenant_id == tenant_id, job_schedule.c.id == schedule)
        row = {"tenant_id": tenant_id, "id": schedule, "served_at": latest}
        with self._reading(tenant_id) as connection:
            served = connection.execute(select(job_schedule.c.served_at).where(*mine)).scalar()
        if served is not None and latest <= served <= job.created_at + AHEAD:
            return False
        with self._writing(tenant_id) as connection:
            if insert_new(connection, job_schedule, [row]):
                return False
            due = update(job_schedule).where(*mine, job_schedule.c.served_at == served)
            if connection.execute(due.values(served_at=latest)).rowcount == 0:
                return False
            insert_new(connection, table, job_rows(tenant_id, [job]))
        return True

    def _write(self, tenant_id: str, work: Callable[[Connection], bool]) -> bool:
        def written(connection: Connection) -> bool:
            within(connection, tenant_id)
            return work(connection)

        return self._group.do(written)

    @contextmanager
    def _reading(self, tenant_id: str) -> Iterator[Connection]:
        with translated(self._engine), self._engine.connect() as plain:
            connection = plain.execution_options(**{WRITES: False})
            within(connection, tenant_id)
            yield connection

    @contextmanager
    def _writing(self, tenant_id: str) -> Iterator[Connection]:
        with translated(self._engine), self._engine.begin() as connection:
            within(connection, tenant_id)
            yield connection


def _waiting(tenant_id: str, at: datetime, limit: int) -> Select[Any]:
    waits = (table.c.tenant_id == tenant_id, table.c.state == "queued", table.c.handed.is_(False))
    due = or_(table.c.due_at.is_(None), table.c.due_at <= at)
    chosen = select(*_COLUMNS).where(*waits, due)
    return chosen.order_by(table.c.created_at, table.c.id).limit(limit)


def _bound(tenant_id: str, job: Job) -> dict[str, Any]:
    cells = {f"_{name}": value for name, value in _codec.encode(job).items() if name != "progress"}
    return {**cells, "_tenant": tenant_id}
