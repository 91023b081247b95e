"""Records in a dict of rows; each question is answered row by row through the scope."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cmp_to_key
from statistics import fmean
from typing import Any, Generic, TypeVar

from revrise.adapters.memory.scoping import masker
from revrise.adapters.rows import gate
from revrise.adapters.rows.codec import Codec
from revrise.adapters.rows.kinds import codec, resource
from revrise.core.errors import Clash, Fatal, NotFound
from revrise.core.governance.rule import evaluate
from revrise.core.governance.scope import Scope
from revrise.ports.query import ALL_ROWS, COUNT, Measure, Query
from revrise.ports.storage import NOTHING, View

T = TypeVar("T")
Cells = dict[str, Any]
Note = Callable[[str, Sequence[Mapping[str, Any]]], None]


class MemoryRecords(Generic[T]):
    """Implements `ports.storage.Records` over the rows of one kind and tenant."""

    def __init__(
        self,
        kind: type[T],
        rows: dict[str, Cells],
        tenant_id: str,
        note: Note,
        expecting: Mapping[str, int] = NOTHING,
    ) -> None:
        self._resource, self._tenant_id, self._note = resource(kind), tenant_id, note
        self._expecting = expecting
        self._codec: Codec[T] = codec(kind)
        self._rows = rows

    def rows(self, scope: Scope, query: Query = ALL_ROWS) -> Sequence[View]:
        """See Records."""
        self._same_tenant(scope)
        gate.asked(scope, query)
        page = _page(self._masked(scope, query), query)
        return [{name: row[name] for name in query.columns or row} for row in page]

    def count(self, scope: Scope, query: Query = ALL_ROWS) -> int:
        """See Records."""
        self._same_tenant(scope)
        gate.asked(scope, query)
        return len(self._masked(scope, query))

    def group(
        self,
        scope: Scope,
        by: Sequence[str],
        measures: Sequence[Measure] = (COUNT,),
        query: Query = ALL_ROWS,
    ) -> Sequence[View]:
        """See Records."""
        self._same_tenant(scope)
        gate.asked(scope, query, by, measures)
        groups: dict[tuple[Any, ...], list[Cells]] = {} if by else {(): []}
        for row in self._masked(scope, query):
            groups.setdefault(tuple(row[name] for name in by), []).append(row)
        order = sorted(groups, key=cmp_to_key(_compare_tuples))
        return [
            {**dict(zip(by, key, strict=True)), **_figures(groups[key], measures, scope)}
            for key in order
        ]

    def load(self, id: str, scope: Scope) -> T:  # noqa: A002
        """See Records."""
        row = self._one(id, scope)
        gate.whole(row, scope)
        return self._codec.decode(row)

    def hold(self, id: str, scope: Scope) -> T:  # noqa: A002
        """See Records; one unit of work writes at a time."""
        return self.load(id, scope)

    def load_many(self, scope: Scope, query: Query = ALL_ROWS) -> Sequence[T]:
        """See Records."""
        self._same_tenant(scope)
        gate.asked(scope, query)
        rows = [row for row in self._rows.values() if scope.admits(row)]
        chosen = [row for row in rows if evaluate(query.where, row, scope.me) is True]
        page = _page(chosen, query)
        for row in page:
            gate.whole(row, scope)
        return [self._codec.decode(row) for row in page]

    def add(self, thing: T, scope: Scope) -> None:
        """See Records."""
        self.add_many([thing], scope)

    def add_many(self, things: Iterable[T], scope: Scope) -> int:
        """See Records."""
        self._same_tenant(scope)
        rows = [self._codec.encode(thing) for thing in things]
        gate.may_add(rows, scope)
        for row in rows:
            if row["id"] in self._rows or self._known_outside(row):
                raise Clash(f"there is a {self._resource} {row['id']} already")
            self._rows[row["id"]] = row
        self._note(self._resource, rows)
        return len(rows)

    def save(self, thing: T, scope: Scope, *, expected: int) -> None:
        """See Records."""
        self.save_many([(thing, expected)], scope)

    def save_many(self, things: Iterable[tuple[T, int]], scope: Scope) -> int:
        """See Records."""
        self._same_tenant(scope)
        changed = list(things)
        gate.as_expected(changed, self._expecting, scope)
        rows = [(self._codec.encode(thing), expected) for thing, expected in changed]
        for row, expected in rows:
            before = self._one(row["id"], scope)
            if before["version"] != expected:
                raise gate.stale(scope, row["id"])
            gate.may_change(before, row, scope)
            self._rows[row["id"]] = row
        self._note(self._resource, [row for row, _ in rows])
        return len(rows)

    def remove(self, id: str, scope: Scope) -> None:  # noqa: A002
        """See Records."""
        self._same_tenant(scope)
        row = self._one(id, scope)
        del self._rows[id]
        self._note(self._resource, [{**row, "removed": True}])

    def _masked(self, scope: Scope, query: Query) -> list[Cells]:
        masked = map(masker(scope), self._rows.values())
        rows = [row for row in masked if row is not None]
        return [row for row in rows if evaluate(query.where, row, scope.me) is True]

    def _one(self, thing_id: str, scope: Scope) -> Cells:
        self._same_tenant(scope)
        row = self._rows.get(thing_id)
        if row is None or not scope.admits(row):
            raise gate.hidden(scope, thing_id)
        return row

    def _known_outside(self, row: Cells) -> bool:
        if row.get("external_id") is None:
            return False
        origin = row["source"], row["external_id"]
        return any((one["source"], one["external_id"]) == origin for one in self._rows.values())

    def _same_tenant(self, scope: Scope) -> None:
        if scope.tenant_id != self._tenant_id or scope.resource != self._resource:
            raise Fatal(f"a scope for {scope.resource} cannot open {self._resource}")


def _page(rows: Sequence[Cells], query: Query) -> Sequence[Cells]:
    keys = [*query.order, ("id", False)]

    def compared(left: Cells, right: Cells) -> int:
        return _compare(left, right, keys)

    ordered = sorted(rows, key=cmp_to_key(compared))
    if query.behind is not None:
        place = dict(zip([name for name, _ in keys], query.behind, strict=True))
        ordered = [row for row in ordered if compared(row, place) > 0]
    if query.after is not None:
        position = [row["id"] for row in ordered]
        if query.after not in position:
            raise NotFound(f"there is no row {query.after} to continue after")
        ordered = ordered[position.index(query.after) + 1 :]
    return ordered[: query.limit]


def _compare(left: Cells, right: Cells, keys: Sequence[tuple[str, bool]]) -> int:
    for name, descending in keys:
        order = _compare_cells(left[name], right[name], descending=descending)
        if order:
            return order
    return 0


def _compare_cells(left: Any, right: Any, *, descending: bool = False) -> int:
    if left is None or right is None:
        return (left is None) - (right is None)
    return int((left > right) - (left < right)) * (-1 if descending else 1)


def _compare_tuples(left: tuple[Any, ...], right: tuple[Any, ...]) -> int:
    orders = (_compare_cells(a, b) for a, b in zip(left, right, strict=True))
    return next((order for order in orders if order), 0)


def _figures(rows: Sequence[Cells], measures: Sequence[Measure], scope: Scope) -> Cells:
    return {measure.name: _figure(rows, measure, scope) for measure in measures}


def _figure(rows: Sequence[Cells], measure: Measure, scope: Scope) -> Any:
    chosen = [row for row in rows if evaluate(measure.where, row, scope.me) is True]
    if measure.column is None:
        return len(chosen)
    values = [row[measure.column] for row in chosen if row[measure.column] is not None]
    if measure.function == "count":
        return len(values)
    functions = {"sum": sum, "min": min, "max": max, "avg": fmean}
    return functions[measure.function](values) if values else None  # type: ignore[operator]
