"""The store as a service reads it: words of conversations leave it as their reader may have them.

Who works for the system, by a scope with a reason, has everything plain; what they tell a person
of it goes through `as_shown`.
"""

from collections.abc import Sequence
from typing import Any, TypeVar, cast

from attrs import define, field

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.errors import Fatal
from revrise.core.governance.actor import Actor
from revrise.ports.policy import Policy
from revrise.ports.storage import Records, Store, UnitOfWork
from revrise.services.cleared.reader import Reader
from revrise.services.cleared.records import ClearedRecords
from revrise.services.cleared.spoken import SPOKEN

T = TypeVar("T")


def cleared(store: Store, policy: Policy) -> Store:
    """The store behind the policy's `unmask` on `call_transcript`."""
    return store if isinstance(store, Cleared) else cast("Store", Cleared(store, policy))


def as_shown(work: UnitOfWork, things: Sequence[T]) -> Sequence[T]:
    """Things read by a scope of the system, as the actor of the unit of work may have them."""
    if not isinstance(work, ClearedWork):
        raise Fatal("this unit of work does not know what its actor may read")
    return work.records(type(things[0])).shown(things) if things else ()


def original(work: UnitOfWork, shown: T) -> T:
    """What was read in a unit of work, with what is hidden: to measure on, never to be told."""
    found: T = getattr(work, "originals", {}).get(_key(shown), shown)
    return found


def unmasked(work: UnitOfWork, call: Call) -> bool:
    """Whether the actor of the unit of work has plain what is said in a call without words yet."""
    if not isinstance(work, ClearedWork):
        raise Fatal("this unit of work does not know what its actor may read")
    row = {"id": None, "call_id": call.id, "owner_id": call.owner_id, "team_id": call.team_id}
    return work.reader().is_plain(row, SPOKEN[CallTranscript])


@define(eq=False)
class Cleared:
    """A store whose units of work clear what they read; all else is the store's own."""

    inner: Store
    policy: Policy

    def begin(self, actor: Actor) -> UnitOfWork:
        """See Store."""
        return cast("UnitOfWork", ClearedWork(self.inner.begin(actor), self.policy))

    def read(self, actor: Actor) -> UnitOfWork:
        """See Store."""
        return cast("UnitOfWork", ClearedWork(self.inner.read(actor), self.policy))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


@define(eq=False)
class ClearedWork:
    """A unit of work over another; `originals` are those of what it gave with words hidden."""

    inner: UnitOfWork
    policy: Policy
    originals: dict[Any, Any] = field(factory=dict)
    _begun: UnitOfWork | None = None
    _reader: Reader | None = None

    def of(self, kind: type[T]) -> Records[T]:
        """See UnitOfWork."""
        return self.records(kind) if kind in SPOKEN else self.inner.of(kind)

    def records(self, kind: type[T]) -> ClearedRecords[T]:
        """The records of a kind that holds words."""
        return ClearedRecords(self.inner.of(kind), SPOKEN[kind], self.reader, self._hidden)

    def __enter__(self) -> "ClearedWork":
        # Who ends a unit of work is who began it, whatever it gave to work with.
        self._begun, self.inner = self.inner, self.inner.__enter__()
        return self

    def __exit__(self, *what: Any) -> None:
        if self._begun is not None:
            self._begun.__exit__(*what)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def reader(self) -> Reader:
        """Who reads, and what they have plain."""
        if self._reader is None:
            self._reader = Reader(self.policy, self.inner)
        return self._reader

    def _hidden(self, shown: Any, original: Any) -> None:
        self.originals[_key(shown)] = original


def _key(thing: Any) -> tuple[Any, ...]:
    return type(thing), getattr(thing, "id", None), getattr(thing, "version", None)
