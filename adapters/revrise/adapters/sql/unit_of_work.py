"""One transaction: business rows, one audit entry, outbox events, idempotency records."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from types import TracebackType
from typing import Any, Self, TypeVar
from zlib import crc32

from sqlalchemy import Connection, Engine, Transaction, delete, insert, not_, select
from sqlalchemy.exc import DBAPIError

from revrise.adapters.rows import fence
from revrise.adapters.rows.journal import Journal, numbered
from revrise.adapters.rows.kinds import resource
from revrise.adapters.sql import chain, policy_rows
from revrise.adapters.sql.engine import WRITES
from revrise.adapters.sql.failures import translated
from revrise.adapters.sql.jobs import check_held, insert_new, job_rows
from revrise.adapters.sql.joint import Joint
from revrise.adapters.sql.keys import SqlKeys
from revrise.adapters.sql.moment import Moment, reading
from revrise.adapters.sql.recalling import RecallingRecords
from revrise.adapters.sql.records import SqlRecords
from revrise.adapters.sql.sealing import RecordedKeys, sealed
from revrise.adapters.sql.spoken import SqlSpoken
from revrise.adapters.sql.tables import jobs, system
from revrise.adapters.sql.wall import within
from revrise.adapters.vault.master import MasterKeys
from revrise.core.errors import Conflict, Fatal
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.quiet import quiet
from revrise.ports.clock import Clock, Ids
from revrise.ports.jobs import JobRequest
from revrise.ports.policy import PolicyDocument
from revrise.ports.spoken import Spoken
from revrise.ports.storage import LASTING, Records, Remembered
from revrise.ports.vault import Keys, NoKeys

T = TypeVar("T")
# An answer is remembered for a day; one key in so many looks for those that are older.
_KEPT, _SWEEP = timedelta(days=1), 64


class SqlUnitOfWork:
    """Implements `ports.storage.UnitOfWork` on one connection."""

    def __init__(
        self,
        engine: Engine,
        actor: Actor,
        clock: Clock,
        ids: Ids,
        *,
        writes: bool,
        on_policy: Callable[[], object] = quiet,
        joint: Joint | None = None,
        moment: Moment | None = None,
        master: Callable[[], MasterKeys] | None = None,
    ) -> None:
        self._master = master
        self._joint, self._moment = joint, moment
        self._savepoint: Transaction | None = None
        self._on_policy, self._policy_changed = on_policy, False
        self._engine, self._actor, self._clock, self._ids = engine, actor, clock, ids
        self._journal = Journal(writes=writes)
        self._connection: Connection | None = None

    @property
    def actor(self) -> Actor:
        """On whose behalf."""
        return self._actor

    def of(self, kind: type[T]) -> Records[T]:
        """See UnitOfWork."""
        expecting = self._joint.expecting if self._joint else {}
        keys = self._sql_keys() if sealed(resource(kind)) else None
        asked = kind, self._open(), self._actor.tenant_id, self._journal.wrote, expecting, keys
        return (
            SqlRecords(*asked) if self._moment is None else RecallingRecords(*asked, self._moment)
        )

    @property
    def keys(self) -> Keys:
        """See UnitOfWork."""
        found = self._sql_keys()
        if found is None:
            return NoKeys()
        spoken = self._spoken()
        return RecordedKeys(
            found, self._open(), self._actor.tenant_id, self._journal.wrote, spoken.drop
        )

    @property
    def spoken(self) -> Spoken:
        """See UnitOfWork."""
        return self._spoken()

    def _spoken(self) -> SqlSpoken:
        note = self._journal.wrote
        return SqlSpoken(self._open(), self._actor.tenant_id, self._sql_keys(), note)

    def _sql_keys(self) -> SqlKeys | None:
        if self._master is None:
            return None
        now = self._clock.now()
        return SqlKeys(self._open(), self._actor.tenant_id, self._master(), now)

    def record(self, action: str, subject: str, detail: Mapping[str, Any] | None = None) -> None:
        """See UnitOfWork."""
        self._journal.record(action, subject, detail or {})

    def emit(self, *events: Event) -> None:
        """See UnitOfWork."""
        self._journal.emit(events)

    def enqueue(self, *requests: JobRequest) -> None:
        """See UnitOfWork."""
        at = self._clock.now()
        new = job_rows(self._actor.tenant_id, [request.queued(at) for request in requests])
        self._journal.wrote("job", new)
        if new:
            insert_new(self._open(), jobs.job, new)

    def recall(self, key: str, fingerprint: str) -> Remembered | None:
        """See UnitOfWork."""
        table = system.idempotency
        row = (
            self._open()
            .execute(
                select(table.c.fingerprint, table.c.answer).where(
                    table.c.tenant_id == self._actor.tenant_id, table.c.key == key
                )
            )
            .one_or_none()
        )
        if row is None:
            return None
        if row.fingerprint != fingerprint:
            raise Conflict(f"the key {key} was used for something else", remedy="use a new key")
        return Remembered(key, row.fingerprint, row.answer)

    def remember(self, key: str, fingerprint: str, answer: Mapping[str, Any]) -> None:
        """See UnitOfWork."""
        now = self._clock.now()
        row = {
            "tenant_id": self._actor.tenant_id,
            "key": key,
            "fingerprint": fingerprint,
            "answer": dict(answer),
            "at": now,
        }
        connection, table = self._open(), system.idempotency
        if crc32(key.encode()) % _SWEEP == 0:
            mine, old = table.c.tenant_id == self._actor.tenant_id, table.c.at < now - _KEPT
            short = not_(table.c.key.startswith(LASTING, autoescape=True))
            connection.execute(delete(table).where(mine, old, short))
        connection.execute(insert(table), [row])

    def set_policy(self, new: PolicyDocument, note: str = "") -> None:
        """See UnitOfWork."""
        self._journal.wrote("policy_rule", numbered(new.rules))
        self._journal.wrote("policy_role", numbered(new.roles))
        told = self._clock.now(), self._actor.person_id, note
        policy_rows.replace(self._open(), self._actor.tenant_id, new, told)
        self._policy_changed = True

    def __enter__(self) -> Self:
        if self._joint is not None and (self._journal.writes or self._joint.opened):
            with translated(self._engine):
                self._connection = self._joint.connection()
                within(self._connection, self._actor.tenant_id)
                self._savepoint = self._connection.begin_nested()
            return self
        if self._moment is not None:
            self._connection = self._moment.enter(self._actor.tenant_id)
        elif not self._journal.writes:
            self._connection = reading(self._engine, self._actor.tenant_id)
        else:
            with translated(self._engine):
                connection = self._engine.connect().execution_options(**{WRITES: True})
                connection.begin()
                within(connection, self._actor.tenant_id)
            self._connection = connection
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        connection, self._connection = self._open(), None
        if self._savepoint is not None:
            self._leave_joint(connection, self._savepoint, error)
            return
        if self._moment is not None:
            self._leave_moment(self._moment, error)
            return
        try:
            with translated(self._engine):
                if error is None and self._journal.writes:
                    self._close_books(connection)
                    connection.commit()
                    if self._policy_changed:
                        self._on_policy()
                else:
                    connection.rollback()
        finally:
            connection.close()
        if isinstance(error, DBAPIError):
            with translated(self._engine):
                raise error

    def _leave_joint(
        self, connection: Connection, savepoint: Transaction, error: BaseException | None
    ) -> None:
        """What was done stays in the shared transaction, or is undone in it."""
        with translated(self._engine):
            if error is not None or not self._journal.writes:
                savepoint.rollback()
            else:
                self._close_books(connection)
                savepoint.commit()
                if self._policy_changed and self._joint:
                    self._joint.afterwards(self._on_policy)
            if isinstance(error, DBAPIError):
                raise error

    def _leave_moment(self, moment: Moment, error: BaseException | None) -> None:
        """It goes on, but for a database that failed: PostgreSQL then answers nothing more."""
        if isinstance(error, DBAPIError):
            moment.end()
        moment.leave()
        if isinstance(error, DBAPIError):
            with translated(self._engine):
                raise error

    def _close_books(self, connection: Connection) -> None:
        entry = self._journal.closed(self._actor, self._clock.now())
        if self._journal.events:
            rows = [self._event_row(event) for event in self._journal.events]
            connection.execute(insert(system.outbox), rows)
        if entry is not None:
            chain.append(connection, entry)
        if (held := fence.held()) is not None:
            check_held(connection, held)

    def _event_row(self, event: Event) -> dict[str, Any]:
        return {
            "tenant_id": self._actor.tenant_id,
            "id": self._ids.new("evt"),
            "name": event.name,
            "subject": event.subject,
            "at": event.at,
            "actor_id": event.actor_id,
            "data": dict(event.data),
        }

    def _open(self) -> Connection:
        if self._connection is None:
            raise Fatal("this unit of work is not open", remedy="use it inside `with`")
        return self._connection
