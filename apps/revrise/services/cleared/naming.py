"""The names known to belong to conversations: to be hidden in what is said and written of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.core.conversations.call import Call
from revrise.core.deals.account import Card
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.core.people.person import Person
from revrise.core.roleplay.session import RolePlay
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View

Names = frozenset[str]
NOBODY: Names = frozenset()
_AT_ONCE, _NEWEST = 1_000, 2_000
_COLUMNS = ("account_id", "owner_id", "participants")
_REASON = "know the names that a reader may not see in words of a conversation"


@frozen
class Naming:
    """Finds them in a unit of work."""

    work: UnitOfWork

    def of_calls(self, ids: Collection[str]) -> Mapping[str, Names | None]:
        """Call → who takes part, its rep, its customer's people.

        None for what is a practice: nobody is talked about in it. Of an id that is neither nothing
        is known, so that its words are hidden by rules alone.
        """
        found: dict[str, Names | None] = dict.fromkeys(ids, NOBODY)
        calls = self._some(Call, "call", _COLUMNS, id=ids)
        found |= {name: frozenset(who) for name, who in self._named(calls, "id").items()}
        others = set(ids) - {call["id"] for call in calls}
        found |= dict.fromkeys(
            one["id"] for one in self._some(RolePlay, "role_play", (), id=others)
        )
        return found

    def of_new(self, calls: Iterable[Call]) -> Mapping[str, Names]:
        """The same of calls that are not kept yet."""
        columns = ("id", *_COLUMNS)
        rows = [{name: getattr(one, name) for name in columns} for one in calls]
        return {name: frozenset(who) for name, who in self._named(rows, "id").items()}

    def of_people(self, ids: Collection[str]) -> Mapping[str, Names]:
        """Rep → everybody in their newest calls."""
        newest = (("started_at", True),)
        calls = self._some(Call, "call", _COLUMNS, newest, _NEWEST, owner_id=ids)
        named = self._named(calls, "owner_id")
        reps = self._reps(ids)
        return {one: frozenset({*named.get(one, ()), *reps.get(one, ())}) for one in ids}

    def _named(self, calls: Sequence[View], by: str) -> Mapping[str, set[str]]:
        people = self._customers({one["account_id"] for one in calls} - {None})
        reps = self._reps({one["owner_id"] for one in calls})
        found: dict[str, set[str]] = {}
        for one in calls:
            refs = (ref for ref in one["participants"] or () if len(ref) > 1)
            known = (*people.get(one["account_id"], ()), *reps.get(one["owner_id"], ()))
            found.setdefault(one[by], set()).update(refs, known)
        return found

    def _customers(self, accounts: Collection[str]) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for card in self._some(Card, "card", ("name", "account_id"), account_id=accounts):
            found.setdefault(card["account_id"], set()).add(card["name"])
        return found

    def _reps(self, ids: Collection[str]) -> Mapping[str, set[str]]:
        rows = self._some(Person, "person", ("name",), id=ids)
        return {row["id"]: {row["name"]} for row in rows if row["name"]}

    def _some(
        self,
        kind: type[Any],
        resource: str,
        columns: tuple[str, ...],
        order: tuple[tuple[str, bool], ...] = (),
        limit: int | None = None,
        **wanted: Collection[str],
    ) -> Sequence[View]:
        scope = system_scope(self.work.actor.tenant_id, resource, "read", _REASON)
        ((column, ids),) = wanted.items()
        found: list[View] = []
        for part in _parts(ids):
            query = Query(where(**{column: part}), order, limit, columns=("id", *columns))
            found.extend(self.work.of(kind).rows(scope, query))
        return found


def _parts(ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
    every = sorted(ids)
    for begin in range(0, len(every), _AT_ONCE):
        yield tuple(every[begin : begin + _AT_ONCE])
