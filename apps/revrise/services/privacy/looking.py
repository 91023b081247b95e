"""Calls and deals by what people remember of them: title, customer, contact, owner, day.

What the reader does not see is found by its owner and its day alone: nothing else is told of it.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import frozen

from revrise.core.conversations.call import Call
from revrise.core.deals.account import Account, Card
from revrise.core.deals.deal import Deal
from revrise.core.errors import Invalid, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import (
    HAS,
    All,
    AnyOf,
    Column,
    Compare,
    Const,
    Not,
    Rule,
    folded,
    where,
)
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk

# Kind → its class, and its columns: what it is called, when it was.
LOOKED: Mapping[str, tuple[type[Any], str, str]] = {
    "call": (Call, "title", "started_at"),
    "deal": (Deal, "name", "opened_at"),
}
_DAY = re.compile(r"(?<!\S)\d{4}-\d\d-\d\d(?!\S)")
_MANY = 500
_REASON = "owner and day are all that they have who may hold or erase what they do not see"


@frozen
class Wanted:
    """What is looked for: words that all fit, and a day in UTC."""

    words: tuple[str, ...]
    day: datetime | None


@frozen
class Looked:
    """A row that was found; `name` is empty where the reader may not know it."""

    id: str
    name: str
    at: datetime | None
    owner_id: str | None


def wanted(text: str) -> Wanted:
    """Words and a day, e.g. `Nora 2026-03-05`. Raises Invalid for none, or for no such day."""
    found = _DAY.search(text)
    words = tuple(folded(_DAY.sub(" ", text, count=1)).split())
    try:
        day = datetime.fromisoformat(found[0]).replace(tzinfo=UTC) if found else None
    except ValueError:
        raise Invalid("is no day", culprit="text", remedy="like 2026-03-05") from None
    if not words and day is None:
        raise Invalid("names nothing", culprit="text", remedy="a name, a day or an id")
    return Wanted(words, day)


@frozen
class Looking:
    """The use case, inside a unit of work."""

    desk: Desk
    work: UnitOfWork
    by: Actor

    def find(self, kind: str, what: Wanted, limit: int) -> Sequence[Looked]:
        """The newest first: those the reader sees, then others by owner and day."""
        seen = self._seen(kind, what, limit)
        left = limit - len(seen)
        return [*seen, *(self._unseen(kind, what, seen, left) if left > 0 else ())]

    def exactly(self, kind: str, thing_id: str) -> Looked | None:
        """One by its id."""
        thing, _, at = LOOKED[kind]
        rows = self._every(kind).rows_of(self.work, thing, where(id=thing_id), at, 1)
        return rows[0] if rows else None

    def _seen(self, kind: str, what: Wanted, limit: int) -> Sequence[Looked]:
        thing, title, at = LOOKED[kind]
        scope = self._scope(kind)
        if scope is None or not all(map(scope.covers, (title, at, "owner_id", "account_id"))):
            return ()
        rule = All(tuple(self._remembered(word, title) for word in what.words) + _on(at, what))
        columns = ("id", title, at, "owner_id")
        rows = self.work.of(thing).rows(scope, Query(rule, ((at, True),), limit, columns=columns))
        return [Looked(row["id"], row[title] or "", row[at], row["owner_id"]) for row in rows]

    def _remembered(self, word: str, title: str) -> Rule:
        cards = self._some(Card, "card", "name", word, ("account_id",))
        accounts = {row["id"] for row in self._some(Account, "account", "name", word)}
        accounts |= {row["account_id"] for row in cards if row["account_id"]}
        return AnyOf(
            (
                Compare(HAS, Column(title), Const(word)),
                where(account_id=tuple(sorted(accounts))),
                self._owned(word),
            )
        )

    def _unseen(
        self, kind: str, what: Wanted, seen: Sequence[Looked], limit: int
    ) -> Sequence[Looked]:
        thing, _, at = LOOKED[kind]
        known = Not(where(id=tuple(one.id for one in seen)))
        rule = All((*map(self._owned, what.words), *_on(at, what), *((known,) if seen else ())))
        found = self._every(kind).rows_of(self.work, thing, rule, at, limit)
        scope = self._scope(kind)
        if scope is None or not found:
            return found
        # What they do see and did not fit is not shown as if they did not.
        mine = Query(where(id=tuple(one.id for one in found)), columns=("id",))
        open_to = {row["id"] for row in self.work.of(thing).rows(scope, mine)}
        return [one for one in found if one.id not in open_to]

    def _owned(self, word: str) -> Rule:
        rows = self._some(Person, "person", "name", word)
        return where(owner_id=tuple(sorted(row["id"] for row in rows)))

    def _some(
        self, kind: type[Any], resource: str, name: str, word: str, more: tuple[str, ...] = ()
    ) -> Sequence[View]:
        """Those whose name the reader may read and that has the word."""
        scope = self._scope(resource)
        if scope is None or not all(map(scope.covers, (name, *more))):
            return ()
        rule = Compare(HAS, Column(name), Const(word))
        return self.work.of(kind).rows(scope, Query(rule, limit=_MANY, columns=("id", *more)))

    def _scope(self, resource: str) -> Scope | None:
        try:
            return self.desk.scope(self.by, resource)
        except Refused:
            return None

    def _every(self, kind: str) -> "_Every":
        return _Every(system_scope(self.by.tenant_id, kind, "read", _REASON))


@frozen
class _Every:
    """Reads owner and day of any row, and nothing else."""

    scope: Scope

    def rows_of(
        self, work: UnitOfWork, thing: type[Any], rule: Rule, at: str, limit: int
    ) -> Sequence[Looked]:
        """The newest first."""
        query = Query(rule, ((at, True),), limit, columns=("id", at, "owner_id"))
        rows = work.of(thing).rows(self.scope, query)
        return [Looked(row["id"], "", row[at], row["owner_id"]) for row in rows]


def _on(column: str, what: Wanted) -> tuple[Rule, ...]:
    if what.day is None:
        return ()
    end = what.day + timedelta(days=1)
    return (
        Compare(">=", Column(column), Const(what.day)),
        Compare("<", Column(column), Const(end)),
    )
