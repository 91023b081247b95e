"""The database as `ports.storage.Store`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from functools import partial
from math import inf
from time import monotonic
from typing import Any

from attrs import evolve
from sqlalchemy import Column, Connection, Engine, delete, select, update

from revrise.adapters.sql import chain, forgetting, lease, policy_rows
from revrise.adapters.sql.engine import WRITES
from revrise.adapters.sql.failures import translated
from revrise.adapters.sql.joint import Joints
from revrise.adapters.sql.keys import SqlKeys
from revrise.adapters.sql.moment import Moments
from revrise.adapters.sql.tables.governance import audit_head
from revrise.adapters.sql.tables.jobs import job, job_step
from revrise.adapters.sql.tables.system import idempotency, outbox
from revrise.adapters.sql.unit_of_work import SqlUnitOfWork
from revrise.adapters.sql.wall import within
from revrise.adapters.vault.master import MasterKeys
from revrise.core.errors import Fatal
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.audit import AuditEntry
from revrise.core.governance.scope import Scope
from revrise.ports.clock import Clock, Ids
from revrise.ports.policy import PolicyChange, PolicyRole, PolicyRule
from revrise.ports.query import ALL_ROWS, Query
from revrise.ports.storage import NOTHING, UnitOfWork

# Another process's change of policy must be seen within two seconds.
_FRESH_S = 1.0
_BITE = 500
_PIECE = 5_000  # entries of the audit chain read at once


class SqlStore:
    """Units of work on one engine; also where the policy's rules live."""

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        ids: Ids,
        master: Callable[[], MasterKeys] | None = None,
    ) -> None:
        self._master = master
        self._engine, self._clock, self._ids = engine, clock, ids
        self._versions: dict[str, tuple[int, float]] = {}
        self._joints, self._moments = Joints(engine), Moments(engine)

    def begin(self, actor: Actor) -> UnitOfWork:
        """See Store."""
        forget = partial(self._versions.pop, actor.tenant_id, None)
        self._moments.end()
        return SqlUnitOfWork(
            self._engine,
            actor,
            self._clock,
            self._ids,
            writes=True,
            on_policy=forget,
            joint=self._joints.current(),
            master=self._master,
        )

    def read(self, actor: Actor) -> UnitOfWork:
        """See Store."""
        joint, moment = self._joints.current(), self._moments.current()
        return SqlUnitOfWork(
            self._engine,
            actor,
            self._clock,
            self._ids,
            writes=False,
            joint=joint,
            moment=None if joint else moment,
            master=self._master,
        )

    @contextmanager
    def file_keys(self, tenant_id: str, *, writes: bool) -> Iterator[SqlKeys]:
        """The keys of files, in the transaction of this thread where one has begun to write.

        Raises Fatal where the store has no master key.
        """
        if self._master is None:
            raise Fatal("this store was opened without a master key")
        master, now, joint = self._master(), self._clock.now(), self._joints.current()
        if joint is not None and joint.opened:
            within(joint.connection(), tenant_id)
            yield SqlKeys(joint.connection(), tenant_id, master, now)
            return
        with (self._writing if writes else self._reading)(tenant_id) as connection:
            yield SqlKeys(connection, tenant_id, master, now)

    def moment(self) -> AbstractContextManager[None]:
        """See Store."""
        return self._moments.moment()

    def together(self, expecting: Mapping[str, int] = NOTHING) -> AbstractContextManager[None]:
        """See Store."""
        return self._joints.together(expecting)

    def audit(self, scope: Scope, query: Query = ALL_ROWS) -> Sequence[AuditEntry]:
        """See Store."""
        with self._reading(scope.tenant_id) as connection:
            return chain.entries(connection, scope, query)

    def audit_stream(self, scope: Scope, query: Query = ALL_ROWS) -> Iterator[AuditEntry]:
        """See Store. Each piece is a short question of its own: no transaction stays open."""
        left, after = query.limit, None
        while left is None or left > 0:
            piece = evolve(query, limit=_PIECE if left is None else min(_PIECE, left))
            with self._reading(scope.tenant_id) as connection:
                found = chain.entries(connection, scope, piece, after)
            yield from found
            if len(found) < _PIECE:
                return
            after, left = found[-1].seq, None if left is None else left - len(found)

    def audit_head(self, tenant_id: str) -> tuple[int, str] | None:
        """See Store."""
        chosen = select(audit_head.c.seq, audit_head.c.hash).where(
            audit_head.c.tenant_id == tenant_id
        )
        with self._reading(tenant_id) as connection:
            row = connection.execute(chosen).one_or_none()
        return None if row is None else (row.seq, row.hash)

    def outbox(self, tenant_id: str, limit: int = 100) -> Sequence[tuple[str, Event]]:
        """See Store."""
        table = outbox
        chosen = (
            select(table)
            .where(table.c.tenant_id == tenant_id, table.c.relayed_at.is_(None))
            .order_by(table.c.id)
            .limit(limit)
        )
        with self._reading(tenant_id) as connection:
            return [
                (row.id, Event(row.name, row.subject, row.at, row.actor_id, row.data))
                for row in connection.execute(chosen)
            ]

    def relayed(self, tenant_id: str, ids: Sequence[str], at: datetime) -> None:
        """See Store."""
        table = outbox
        marked = update(table).where(table.c.tenant_id == tenant_id, table.c.id.in_(ids))
        with self._writing(tenant_id) as connection:
            connection.execute(marked.values(relayed_at=at))

    def claim(
        self, tenant_id: str, holder: str, lease_s: float, limit: int = 100
    ) -> Sequence[Event] | None:
        """See Store."""
        with self._writing(tenant_id) as connection:
            if not lease.taken(connection, tenant_id, holder, lease_s):
                return None
        return [evolve(event, id=key) for key, event in self.outbox(tenant_id, limit)]

    def release(self, tenant_id: str, holder: str) -> None:
        """See Store."""
        with self._writing(tenant_id) as connection:
            lease.released(connection, tenant_id, holder)

    def events(self, tenant_id: str, ids: Sequence[str]) -> Sequence[Event]:
        """See Store."""
        table = outbox
        chosen = (
            select(table)
            .where(table.c.tenant_id == tenant_id, table.c.id.in_(ids))
            .order_by(table.c.id)
        )
        with self._reading(tenant_id) as connection:
            return [
                Event(row.name, row.subject, row.at, row.actor_id, row.data, row.id)
                for row in connection.execute(chosen)
            ]

    def tidy(self, tenant_id: str, before: datetime) -> int:
        """See Store."""
        relayed = (outbox.c.tenant_id == tenant_id, outbox.c.relayed_at < before)
        answered = (idempotency.c.tenant_id == tenant_id, idempotency.c.at < before)
        jobs = select(job.c.id).where(job.c.tenant_id == tenant_id)
        orphans = (job_step.c.tenant_id == tenant_id, job_step.c.job_id.not_in(jobs))
        return (
            self._in_bites(tenant_id, outbox.c.id, relayed)
            + self._in_bites(tenant_id, idempotency.c.key, answered)
            + self._in_bites(tenant_id, job_step.c.job_id, orphans)
        )

    def forget(self, tenant_id: str, holds: Callable[[Any], bool]) -> int:
        """See Store."""
        with self._writing(tenant_id) as connection:
            return forgetting.forget(connection, tenant_id, holds)

    def scrub(self) -> None:
        """See Store."""
        self._moments.end()
        with translated(self._engine):
            forgetting.scrub(self._engine)

    def _in_bites(self, tenant_id: str, key: Column[Any], over: tuple[Any, ...]) -> int:
        """Deletes what is over, each bite in a transaction of its own: nobody waits for long."""
        table, gone = key.table, 0
        while True:
            with self._writing(tenant_id) as connection:
                keys = connection.scalars(select(key).where(*over).limit(_BITE)).all()
                mine = (table.c.tenant_id == tenant_id, key.in_(set(keys)))
                gone += connection.execute(delete(table).where(*mine, *over)).rowcount
            if len(keys) < _BITE:
                return gone

    def version(self, tenant_id: str) -> int:
        """The policy's version, at most a second old; a change made here is seen at once."""
        version, read_at = self._versions.get(tenant_id, (0, -inf))
        now = monotonic()
        if now - read_at > _FRESH_S:
            with self._reading(tenant_id) as connection:
                version = policy_rows.version(connection, tenant_id)
            self._versions[tenant_id] = version, now
        return version

    def rules(self, tenant_id: str) -> Sequence[PolicyRule]:
        """The tenant's policy in order."""
        with self._reading(tenant_id) as connection:
            return policy_rows.rules(connection, tenant_id)

    def roles(self, tenant_id: str) -> Sequence[PolicyRole]:
        """See Store."""
        with self._reading(tenant_id) as connection:
            return policy_rows.roles(connection, tenant_id)

    def policy_changes(self, tenant_id: str, limit: int = 50) -> Sequence[PolicyChange]:
        """See Store."""
        with self._reading(tenant_id) as connection:
            return policy_rows.changes(connection, tenant_id, limit)

    @contextmanager
    def _reading(self, tenant_id: str) -> Iterator[Connection]:
        with translated(self._engine), self._engine.connect() as plain:
            connection = plain.execution_options(**{WRITES: False})
            within(connection, tenant_id)
            yield connection

    @contextmanager
    def _writing(self, tenant_id: str) -> Iterator[Connection]:
        self._moments.end()
        with translated(self._engine), self._engine.begin() as connection:
            within(connection, tenant_id)
            yield connection
