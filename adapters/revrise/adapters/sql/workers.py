"""Who works: a row a worker, whose beats others count."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, select, update

from revrise.adapters.sql.engine import WRITES
from revrise.adapters.sql.failures import translated
from revrise.adapters.sql.tables.jobs import job_worker as table
from revrise.adapters.sql.wall import within
from revrise.ports.jobs import Working


@frozen
class Beating:
    """A worker as others see it. `boot` is its process; `seen_at` is for people only."""

    id: str
    boot: str
    beats: int
    queues: str
    seen_at: datetime


class SqlWorkers:
    """The workers of one tenant."""

    def __init__(self, engine: Engine, tenant_id: str) -> None:
        self._engine, self._tenant = engine, tenant_id

    def join(self, worker: Beating) -> None:
        """Takes a place, that of an earlier process of this id too."""
        row = {
            "tenant_id": self._tenant,
            "id": worker.id,
            "boot": worker.boot,
            "beats": worker.beats,
            "queues": worker.queues,
            "seen_at": worker.seen_at,
        }
        with self._writing() as connection:
            connection.execute(delete(table).where(self._one(worker.id)))
            connection.execute(table.insert(), row)

    def beat(self, worker: Beating, at: datetime) -> str | None:
        """One beat more; says whose process has the place now, None when nobody has."""
        with self._writing() as connection:
            mine = and_(self._one(worker.id), table.c.boot == worker.boot)
            more = update(table).where(mine).values(beats=table.c.beats + 1, seen_at=at)
            if connection.execute(more).rowcount:
                return worker.boot
            found = select(table.c.boot).where(self._one(worker.id))
            return connection.execute(found).scalar()

    def all(self) -> Sequence[Beating]:
        """Every worker that has not left."""
        columns = (table.c.id, table.c.boot, table.c.beats, table.c.queues, table.c.seen_at)
        chosen = select(*columns).where(table.c.tenant_id == self._tenant).order_by(table.c.id)
        with self._reading() as connection:
            return [Beating(*row) for row in connection.execute(chosen)]

    def working(self) -> Sequence[Working]:
        """The same for people."""
        return [Working(one.id, tuple(one.queues.split()), one.seen_at) for one in self.all()]

    def bury(self, worker: Beating) -> bool:
        """Takes the place away from one that has not beaten since; says whether it was there."""
        silent = and_(table.c.boot == worker.boot, table.c.beats == worker.beats)
        with self._writing() as connection:
            return (
                connection.execute(delete(table).where(self._one(worker.id), silent)).rowcount > 0
            )

    def leave(self, worker: Beating) -> None:
        """Gives the place up."""
        mine = and_(self._one(worker.id), table.c.boot == worker.boot)
        with self._writing() as connection:
            connection.execute(delete(table).where(mine))

    def _one(self, worker_id: str) -> ColumnElement[bool]:
        return and_(table.c.tenant_id == self._tenant, table.c.id == worker_id)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with translated(self._engine), self._engine.connect() as plain:
            connection = plain.execution_options(**{WRITES: False})
            within(connection, self._tenant)
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with translated(self._engine), self._engine.begin() as connection:
            within(connection, self._tenant)
            yield connection
