"""What has had its time: which rows of which kinds, by the column registry."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

import attrs
from attrs import evolve, frozen

from revrise.core.conversations.call import Call
from revrise.core.governance.hold import touches
from revrise.core.governance.rule import All, Column, Compare, Const, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.ports.query import Query
from revrise.ports.registry import DeclaredKind, Registry
from revrise.ports.storage import UnitOfWork
from revrise.services.privacy.blanking import KEPT, blank

BITE = 200
OVER = "it was kept as long as it may be"
_REASON = "take away what has had its time"
# What of a call tells of somebody; its words, scores and levels are rows of their own.
_TOLD = ("source", "hints", "participants", "metrics", "objections")
# Entries stay as they are, and what a person knows of themselves goes with the person.
_APART = frozenset({"ledger_entry"})


@frozen
class Due:
    """A kind of record, its columns of a class, and the moment before which they are due."""

    declared: DeclaredKind
    columns: tuple[str, ...]
    before: datetime

    def rows(self, work: UnitOfWork, after: str | None = None) -> Sequence[Any]:
        """The next so many rows, past or not, held or not."""
        old = Compare("<", Column(self.declared.since or ""), Const(self.before))
        rule = All((old, Compare(">", Column("id"), Const(after)))) if after else old
        query = Query(rule, order=(("id", False),), limit=BITE)
        scope = every(work, self.declared.resource)
        return work.of(self.declared.kind).load_many(scope, query)

    def each(self, work: UnitOfWork) -> Iterator[Any]:
        """All of them."""
        after = None
        while found := self.rows(work, after):
            yield from found
            after = found[-1].id

    def over(self, thing: Any) -> Any:
        """The thing as it may stay; itself where it says nothing any more, None where it goes."""
        if isinstance(thing, Call):
            return ended(thing)
        if self.declared.resource not in KEPT:
            return None
        return blank(thing, self.columns, "")


def due(registry: Registry, name: str, before: datetime) -> Iterator[Due]:
    """The kinds with something of a class; what points at a row comes before it."""
    for declared in reversed(registry.kinds()):
        columns = tuple(one.name for one in declared.columns if one.retention == name)
        # Nearly every column is business: rows go by it that are nothing else.
        if name == "business" and len(columns) < len(declared.columns):
            continue
        if declared.since and columns and declared.resource not in _APART:
            yield Due(declared, columns, before)


def ended(call: Call) -> Call:
    """A call without what it told of anybody."""
    bare = evolve(
        call,
        state="blocked",
        blocked_reason=OVER,
        remedy=None,
        media_sha256=None,
        sealed_until=None,
    )
    after = blank(bare, _TOLD, "")
    same = evolve(after, version=call.version)
    return call if same == call else evolve(after, version=call.version + 1)


def branches(work: UnitOfWork, registry: Registry, declared: DeclaredKind, thing: Any) -> list[Any]:
    """A row and what hangs on it, what hangs on others first: (kind's resource, thing)."""
    found: list[Any] = []
    for other in registry.kinds():
        for column, target in other.refs:
            if target == declared.resource:
                query = Query(where=where(**{column: thing.id}))
                for row in work.of(other.kind).load_many(every(work, other.resource), query):
                    found += branches(work, registry, other, row)
    return [*found, (declared, thing)]


def free(thing: Any, stays: Collection[str]) -> bool:
    """Whether no hold keeps it."""
    return not stays or not touches(stays, attrs.asdict(thing, recurse=False))


def every(work: UnitOfWork, resource: str, action: str = "read") -> Scope:
    """Everything, for the reason of this module."""
    return system_scope(work.actor.tenant_id, resource, action, _REASON)
