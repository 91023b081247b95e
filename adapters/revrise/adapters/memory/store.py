"""A store in memory: a unit of work edits a copy and puts it in place on leaving."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from threading import RLock
from time import monotonic
from types import TracebackType
from typing import Any, Self, TypeVar

from attrs import evolve

from revrise.adapters.memory.records import MemoryRecords
from revrise.adapters.memory.spoken import MemorySpoken
from revrise.adapters.memory.tenant import Tenant
from revrise.adapters.rows import fence
from revrise.adapters.rows.journal import Journal, numbered
from revrise.adapters.rows.kinds import codec, resource
from revrise.core.errors import Conflict, Fatal
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.audit import AuditEntry, seal
from revrise.core.governance.rule import evaluate
from revrise.core.governance.scope import Scope
from revrise.core.jobs.job import Job
from revrise.ports.clock import Clock, Ids
from revrise.ports.jobs import JobRequest
from revrise.ports.policy import PolicyChange, PolicyDocument, PolicyRole, PolicyRule
from revrise.ports.query import ALL_ROWS, Query
from revrise.ports.spoken import Spoken
from revrise.ports.storage import NEWEST, NOTHING, Records, Remembered, UnitOfWork
from revrise.ports.vault import Keys, NoKeys

T = TypeVar("T")


class MemoryStore:
    """Implements `ports.storage.Store` and the policy's source; one writer at a time."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock, self._ids = clock, ids
        self._tenants: dict[str, Tenant] = {}
        self._lock = RLock()
        self.expecting: Mapping[str, int] = NOTHING

    def begin(self, actor: Actor) -> UnitOfWork:
        """See Store."""
        return MemoryUnitOfWork(self, actor, self._clock, self._ids, writes=True)

    def read(self, actor: Actor) -> UnitOfWork:
        """See Store."""
        return MemoryUnitOfWork(self, actor, self._clock, self._ids, writes=False)

    def moment(self) -> AbstractContextManager[None]:
        """See Store. Memory is read as it is."""
        return nullcontext()

    @contextmanager
    def together(self, expecting: Mapping[str, int] = NOTHING) -> Iterator[None]:
        """See Store."""
        with self._lock:
            before, outer = dict(self._tenants), self.expecting
            self.expecting = outer or expecting
            try:
                yield
            except BaseException:
                self._tenants = before
                raise
            finally:
                self.expecting = outer

    def audit(self, scope: Scope, query: Query = ALL_ROWS) -> Sequence[AuditEntry]:
        """See Store."""
        chain = [one for one in self.tenant(scope.tenant_id).chain if scope.admits(_cells(one))]
        chosen = [one for one in chain if evaluate(query.where, _cells(one), scope.me) is True]
        return (chosen[::-1] if query.order == NEWEST else chosen)[: query.limit]

    def audit_stream(self, scope: Scope, query: Query = ALL_ROWS) -> Iterator[AuditEntry]:
        """See Store."""
        return iter(self.audit(scope, query))

    def audit_head(self, tenant_id: str) -> tuple[int, str] | None:
        """See Store."""
        chain = self.tenant(tenant_id).chain
        return (chain[-1].seq, chain[-1].hash) if chain else None

    def outbox(self, tenant_id: str, limit: int = 100) -> Sequence[tuple[str, Event]]:
        """See Store."""
        waiting = self.tenant(tenant_id).outbox.items()
        return [(key, event) for key, (event, relayed) in waiting if relayed is None][:limit]

    def relayed(self, tenant_id: str, ids: Sequence[str], at: datetime) -> None:
        """See Store."""
        with self._lock:
            outbox = self.tenant(tenant_id).outbox
            outbox.update({key: (outbox[key][0], at) for key in ids})

    def claim(
        self, tenant_id: str, holder: str, lease_s: float, limit: int = 100
    ) -> Sequence[Event] | None:
        """See Store."""
        with self._lock:
            tenant, now = self.tenant(tenant_id), monotonic()
            other, until = tenant.lease
            if other != holder and now < until:
                return None
            tenant.lease = holder, now + lease_s
            return [evolve(event, id=key) for key, event in self.outbox(tenant_id, limit)]

    def release(self, tenant_id: str, holder: str) -> None:
        """See Store."""
        with self._lock:
            tenant = self.tenant(tenant_id)
            if tenant.lease[0] == holder:
                tenant.lease = "", 0.0

    def events(self, tenant_id: str, ids: Sequence[str]) -> Sequence[Event]:
        """See Store."""
        outbox = self.tenant(tenant_id).outbox
        return [evolve(outbox[key][0], id=key) for key in sorted(ids) if key in outbox]

    def tidy(self, tenant_id: str, before: datetime) -> int:
        """See Store."""
        with self._lock:
            return self.tenant(tenant_id).tidy(before)

    def forget(self, tenant_id: str, holds: Callable[[Any], bool]) -> int:
        """See Store."""
        with self._lock:
            return self.tenant(tenant_id).forget(holds)

    def scrub(self) -> None:
        """See Store. Memory keeps nothing of what was taken away."""

    def version(self, tenant_id: str) -> int:
        """The policy's version; 0 where none is stored."""
        return len(self.tenant(tenant_id).changes)

    def rules(self, tenant_id: str) -> Sequence[PolicyRule]:
        """The tenant's policy in order."""
        return [rule for one in self.tenant(tenant_id).policy for rule in one.rules]

    def roles(self, tenant_id: str) -> Sequence[PolicyRole]:
        """See Store."""
        return [role for one in self.tenant(tenant_id).policy for role in one.roles]

    def policy_changes(self, tenant_id: str, limit: int = 50) -> Sequence[PolicyChange]:
        """See Store."""
        return self.tenant(tenant_id).changes[::-1][:limit]

    def tenant(self, tenant_id: str) -> Tenant:
        """The rows of a tenant, made when first asked for."""
        return self._tenants.setdefault(tenant_id, Tenant())

    def lock(self) -> RLock:
        """Held by the one writer."""
        return self._lock

    def replace(self, tenant_id: str, tenant: Tenant) -> None:
        """Commits."""
        self._tenants[tenant_id] = tenant


class MemoryUnitOfWork:
    """Implements `ports.storage.UnitOfWork`."""

    def __init__(
        self, store: MemoryStore, actor: Actor, clock: Clock, ids: Ids, *, writes: bool
    ) -> None:
        self._store, self._actor, self._clock, self._ids = store, actor, clock, ids
        self._journal = Journal(writes=writes)
        self._draft: Tenant | None = None

    @property
    def actor(self) -> Actor:
        """On whose behalf."""
        return self._actor

    def of(self, kind: type[T]) -> Records[T]:
        """See UnitOfWork."""
        rows = self._open().rows.setdefault(resource(kind), {})
        return MemoryRecords(
            kind, rows, self._actor.tenant_id, self._journal.wrote, self._store.expecting
        )

    @property
    def keys(self) -> Keys:
        """See UnitOfWork: nothing is kept, so nothing is encrypted."""
        return NoKeys()

    @property
    def spoken(self) -> Spoken:
        """See UnitOfWork."""
        return MemorySpoken(self._open().rows, self._journal.wrote)

    def record(self, action: str, subject: str, detail: Mapping[str, Any] | None = None) -> None:
        """See UnitOfWork."""
        self._journal.record(action, subject, detail or {})

    def emit(self, *events: Event) -> None:
        """See UnitOfWork."""
        self._journal.emit(events)

    def enqueue(self, *requests: JobRequest) -> None:
        """See UnitOfWork."""
        at = self._clock.now()
        new = [codec(Job).encode(request.queued(at)) for request in requests]
        self._journal.wrote("job", new)
        kept = self._open().rows.setdefault("job", {})
        for row in new:
            kept.setdefault(row["id"], row)

    def recall(self, key: str, fingerprint: str) -> Remembered | None:
        """See UnitOfWork."""
        found, _ = self._open().answers.get(key, (None, None))
        if found is not None and found.fingerprint != fingerprint:
            raise Conflict(f"the key {key} was used for something else", remedy="use a new key")
        return found

    def remember(self, key: str, fingerprint: str, answer: Mapping[str, Any]) -> None:
        """See UnitOfWork."""
        made = Remembered(key, fingerprint, dict(answer))
        self._open().answers[key] = made, self._clock.now()

    def set_policy(self, new: PolicyDocument, note: str = "") -> None:
        """See UnitOfWork."""
        self._journal.wrote("policy_rule", numbered(new.rules))
        self._journal.wrote("policy_role", numbered(new.roles))
        draft = self._open()
        told = self._clock.now(), self._actor.person_id, note
        change = PolicyChange(len(draft.changes) + 1, *told, new.text)
        draft.policy, draft.changes = (new,), (*draft.changes, change)

    def __enter__(self) -> Self:
        if self._journal.writes:
            self._store.lock().acquire()
        self._draft = self._store.tenant(self._actor.tenant_id).copy()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        draft, self._draft = self._open(), None
        if not self._journal.writes:
            return
        try:
            if error is None:
                self._commit(draft)
        finally:
            self._store.lock().release()

    def _commit(self, draft: Tenant) -> None:
        entry = self._journal.closed(self._actor, self._clock.now())
        for event in self._journal.events:
            draft.outbox[self._ids.new("evt")] = (event, None)
        if entry is not None:
            draft.chain.append(seal(entry, draft.chain[-1] if draft.chain else None))
        if (held := fence.held()) is not None:
            held.check(draft.rows.get("job", {}).get(held.job_id, {}).get("version"))
        self._store.replace(self._actor.tenant_id, draft)

    def _open(self) -> Tenant:
        if self._draft is None:
            raise Fatal("this unit of work is not open", remedy="use it inside `with`")
        return self._draft


def _cells(entry: AuditEntry) -> dict[str, Any]:
    return {
        "actor_id": entry.actor_id,
        "action": entry.action,
        "subject": entry.subject,
        "seq": entry.seq,
        "at": entry.at,
    }
