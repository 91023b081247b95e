"""Storage: records behind scopes, and units of work that commit everything or nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from types import MappingProxyType, TracebackType
from typing import Any, Protocol, Self, TypeVar

from attrs import frozen

from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.audit import AuditEntry
from revrise.core.governance.scope import Scope
from revrise.ports.jobs import JobRequest
from revrise.ports.policy import PolicyChange, PolicyDocument, PolicyRole, PolicyRule
from revrise.ports.query import ALL_ROWS, COUNT, Measure, Query
from revrise.ports.spoken import Spoken
from revrise.ports.vault import Keys

T = TypeVar("T")
View = Mapping[str, Any]
NOTHING: Mapping[str, int] = MappingProxyType({})


class Records(Protocol[T]):
    """All things of one kind, reached only through a Scope.

    A record has `id` and `version`; a row a scope hides answers exactly like a missing one.
    Reading methods work on the masked rows: a cell the scope hides reads as None everywhere,
    and filtering, sorting or grouping by a column the scope never gives raises Refused.
    """

    def rows(self, scope: Scope, query: Query = ALL_ROWS) -> Sequence[View]:
        """The masked rows as mappings of the readable columns."""
        ...

    def count(self, scope: Scope, query: Query = ALL_ROWS) -> int:
        """How many rows the actor would see without a limit."""
        ...

    def group(
        self,
        scope: Scope,
        by: Sequence[str],
        measures: Sequence[Measure] = (COUNT,),
        query: Query = ALL_ROWS,
    ) -> Sequence[View]:
        """One mapping per group of masked rows: the `by` columns and each measure by its name."""
        ...

    def load(self, id: str, scope: Scope) -> T:  # noqa: A002
        """The whole thing, to decide on or to change.

        Raises NotFound when hidden or missing, Refused when a reading scope masks a column.
        """
        ...

    def hold(self, id: str, scope: Scope) -> T:  # noqa: A002
        """Like `load`, and nobody else holds, changes or removes it until this unit ends.

        What is decided on afterwards is read afterwards: who waited here sees what was committed.
        """
        ...

    def load_many(self, scope: Scope, query: Query = ALL_ROWS) -> Sequence[T]:
        """Like `load` for every row of a query, in its order."""
        ...

    def add(self, thing: T, scope: Scope) -> None:
        """Stores a new thing. Raises Refused outside the scope, Conflict when it exists."""
        ...

    def add_many(self, things: Iterable[T], scope: Scope) -> int:
        """Stores new things in large batches and says how many; all or none."""
        ...

    def save(self, thing: T, scope: Scope, *, expected: int) -> None:
        """Replaces the stored version `expected`; the row before and after must be in scope.

        Raises Conflict when somebody else changed it first, NotFound when hidden or missing,
        Refused when it changes a column the scope does not give.
        """
        ...

    def save_many(self, things: Iterable[tuple[T, int]], scope: Scope) -> int:
        """Replaces (thing, expected version) pairs in large batches; all or none."""
        ...

    def remove(self, id: str, scope: Scope) -> None:  # noqa: A002
        """Takes a thing away for good. Raises NotFound when hidden or missing."""
        ...


LASTING = "lasting/"
NEWEST = (("seq", True),)


@frozen
class Remembered:
    """The stored answer to an idempotency key."""

    key: str
    fingerprint: str
    answer: Mapping[str, Any]


class UnitOfWork(Protocol):
    """One transaction: business rows, audit entry, outbox events, idempotency record.

    `with store.begin(actor) as work:` commits on leaving, rolls back on any exception. Leaving
    with rows written and no `record(...)` is a Fatal error: nothing changes without an audit
    entry. No network call belongs inside.
    """

    @property
    def actor(self) -> Actor:
        """On whose behalf."""
        ...

    def of(self, kind: type[T]) -> Records[T]:
        """The records of a core class, e.g. `work.of(Deal)`."""
        ...

    @property
    def keys(self) -> Keys:
        """The tenant's keys of what is kept encrypted."""
        ...

    @property
    def spoken(self) -> Spoken:
        """The tenant's index of what was said."""
        ...

    def record(self, action: str, subject: str, detail: Mapping[str, Any] | None = None) -> None:
        """Writes the audit entry of this operation (exactly one a unit of work)."""
        ...

    def emit(self, *events: Event) -> None:
        """Puts events into the outbox, relayed after the commit."""
        ...

    def enqueue(self, *requests: JobRequest) -> None:
        """Queues jobs that exist only if this unit commits. Known ids change nothing."""
        ...

    def recall(self, key: str, fingerprint: str) -> Remembered | None:
        """The earlier answer to this key. Raises Conflict when the fingerprint differs."""
        ...

    def remember(self, key: str, fingerprint: str, answer: Mapping[str, Any]) -> None:
        """Stores the answer to this key with the effects it names.

        For a day at least; under a key that begins with `LASTING` until `Store.tidy`.
        """
        ...

    def set_policy(self, new: PolicyDocument, note: str = "") -> None:
        """Replaces the tenant's policy, raises its version and keeps its text in the history."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class Store(Protocol):
    """The database."""

    def begin(self, actor: Actor) -> UnitOfWork:
        """A new unit of work that may write."""
        ...

    def read(self, actor: Actor) -> UnitOfWork:
        """A unit of work that only reads a consistent state; writing in it is Fatal."""
        ...

    def together(self, expecting: Mapping[str, int] = NOTHING) -> AbstractContextManager[None]:
        """Units of work of this thread inside `with` commit as one when it ends, or not at all.

        Each still writes its own audit entry, and one that fails undoes itself alone. `expecting`
        is id → the version that a save of that thing has to replace, else it raises Stale.
        """
        ...

    def moment(self) -> AbstractContextManager[None]:
        """Reading units of work of this thread inside `with` may share one state of the data.

        For a page made of many questions: the same question need not be asked again. Once a
        unit of work has begun to write, what is read sees what was written.
        """
        ...

    def audit(self, scope: Scope, query: Query = ALL_ROWS) -> Sequence[AuditEntry]:
        """The tenant's audit chain in order, behind a scope of resource `audit`.

        The newest first where the query's order is `NEWEST`; there is no other order.
        """
        ...

    def audit_stream(self, scope: Scope, query: Query = ALL_ROWS) -> Iterator[AuditEntry]:
        """The same a piece at a time, in constant memory, however long the chain.

        Not one moment: what is appended while it is read may be in it.
        """
        ...

    def audit_head(self, tenant_id: str) -> tuple[int, str] | None:
        """(seq, hash) of the newest entry, kept apart from the chain; None before the first."""
        ...

    def outbox(self, tenant_id: str, limit: int = 100) -> Sequence[tuple[str, Event]]:
        """Events not yet relayed, oldest first, with their outbox ids."""
        ...

    def relayed(self, tenant_id: str, ids: Sequence[str], at: datetime) -> None:
        """Marks events as relayed."""
        ...

    def claim(
        self, tenant_id: str, holder: str, lease_s: float, limit: int = 100
    ) -> Sequence[Event] | None:
        """Events not yet relayed, oldest first, for one relay at a time.

        `holder` keeps the others off for `lease_s` of real time, whatever the business clock
        says; asking again goes on. None while another one holds it.
        """
        ...

    def release(self, tenant_id: str, holder: str) -> None:
        """Lets the next relay in at once; nothing happens when `holder` is not the holder."""
        ...

    def events(self, tenant_id: str, ids: Sequence[str]) -> Sequence[Event]:
        """Events by their outbox ids, relayed or not, in order of id."""
        ...

    def tidy(self, tenant_id: str, before: datetime) -> int:
        """Forgets events relayed and answers remembered before a moment; says how many."""
        ...

    def forget(self, tenant_id: str, holds: Callable[[Any], bool]) -> int:
        """Forgets what waits or is remembered beside the records, where it holds something.

        Events relayed, answers to keys and answers of steps go; an event that is not relayed yet
        stays without its data. Says how many.
        """
        ...

    def scrub(self) -> None:
        """Writes the files anew, so that nothing of what was taken away is left in them.

        Raises Retriable while somebody else is in the way.
        """
        ...

    def version(self, tenant_id: str) -> int:
        """The version of the tenant's policy; 0 where none is stored."""
        ...

    def rules(self, tenant_id: str) -> Sequence[PolicyRule]:
        """The tenant's policy in order."""
        ...

    def roles(self, tenant_id: str) -> Sequence[PolicyRole]:
        """The tenant's roles in order; none where it has the built-in ones."""
        ...

    def policy_changes(self, tenant_id: str, limit: int = 50) -> Sequence[PolicyChange]:
        """What the policy was at each of its versions, the newest first."""
        ...
