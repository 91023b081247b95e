"""Records in a table: every read and write goes through the scope, in one statement."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    Connection,
    CursorResult,
    Table,
    bindparam,
    delete,
    insert,
    update,
)
from sqlalchemy.exc import IntegrityError

from revrise.adapters.rows import gate
from revrise.adapters.rows.codec import Codec
from revrise.adapters.rows.kinds import codec, resource
from revrise.adapters.sql.columns import metadata
from revrise.adapters.sql.keys import SqlKeys
from revrise.adapters.sql.question import (
    counted,
    grouped,
    missing_anchor,
    named_anchor,
    one,
    page,
    rows_of,
    things,
)
from revrise.adapters.sql.sealing import Sealing
from revrise.adapters.sql.spoken import SqlSpoken
from revrise.core.errors import Clash, Conflict, Fatal
from revrise.core.governance.scope import Scope
from revrise.ports.query import ALL_ROWS, COUNT, Measure, Query
from revrise.ports.storage import NOTHING, View

T = TypeVar("T")
_CHUNK = 5_000
Note = Callable[[str, Sequence[dict[str, Any]]], None]


class SqlRecords(Generic[T]):
    """Implements `ports.storage.Records` on one connection; `note` hears of every write."""

    def __init__(
        self,
        kind: type[T],
        connection: Connection,
        tenant_id: str,
        note: Note,
        expecting: Mapping[str, int] = NOTHING,
        keys: SqlKeys | None = None,
    ) -> None:
        self._resource = resource(kind)
        self._table: Table = metadata.tables[self._resource]
        self._codec: Codec[T] = codec(kind)
        self._cells = tuple(self._codec.cells)
        self._connection = connection
        self._tenant_id = tenant_id
        self._seal = Sealing(self._table, keys)
        self._note, self._expecting = note, expecting

    def rows(self, scope: Scope, query: Query = ALL_ROWS) -> Sequence[View]:
        """See Records."""
        self._same_tenant(scope)
        anchor = self._anchor(scope, query)
        found = self._connection.execute(page(self._table, scope, query, anchor))
        return self._seal.opened(_dicts(found))

    def count(self, scope: Scope, query: Query = ALL_ROWS) -> int:
        """See Records."""
        self._same_tenant(scope)
        return int(self._connection.execute(counted(self._table, scope, query)).scalar_one())

    def group(
        self,
        scope: Scope,
        by: Sequence[str],
        measures: Sequence[Measure] = (COUNT,),
        query: Query = ALL_ROWS,
    ) -> Sequence[View]:
        """See Records."""
        self._same_tenant(scope)
        found = self._connection.execute(
            grouped(self._table, scope, tuple(by), tuple(measures), query)
        )
        return _dicts(found)

    def load(self, id: str, scope: Scope) -> T:  # noqa: A002
        """See Records."""
        return self._whole(self._one(id, scope), scope)

    def hold(self, id: str, scope: Scope) -> T:  # noqa: A002
        """See Records; SQLite lets one unit of work write at a time."""
        return self._whole(self._one(id, scope, hold=True), scope)

    def load_many(self, scope: Scope, query: Query = ALL_ROWS) -> Sequence[T]:
        """See Records."""
        self._same_tenant(scope)
        gate.asked(scope, query)
        anchor = self._anchor(scope, query)
        found = self._connection.execute(things(self._table, scope, self._cells, query, anchor))
        rows = _dicts(found)
        for row in rows:
            gate.whole(row, scope)
        return [self._codec.decode(row) for row in self._seal.opened(rows)]

    def add(self, thing: T, scope: Scope) -> None:
        """See Records."""
        self.add_many([thing], scope)

    def add_many(self, things: Iterable[T], scope: Scope) -> int:
        """See Records."""
        self._same_tenant(scope)
        total = 0
        for batch in _chunks(things):
            rows = [self._codec.encode(thing) for thing in batch]
            gate.may_add(rows, scope)
            for row in rows:
                row["tenant_id"] = self._tenant_id
            self._seal.close(rows)
            self._write(insert(self._table), rows)
            self._note(self._resource, rows)
            total += len(rows)
        return total

    def save(self, thing: T, scope: Scope, *, expected: int) -> None:
        """See Records."""
        self.save_many([(thing, expected)], scope)

    def save_many(self, things: Iterable[tuple[T, int]], scope: Scope) -> int:
        """See Records."""
        self._same_tenant(scope)
        total = 0
        for batch in _chunks(things):
            gate.as_expected(batch, self._expecting, scope)
            rows = [{**self._codec.encode(thing), "_expected": old} for thing, old in batch]
            if not gate.unrestricted(scope):
                self._check_changes(rows, scope)
            self._seal.close(rows)
            self._update(rows, scope)
            self._unsaid(rows)
            self._note(self._resource, rows)
            total += len(rows)
        return total

    def remove(self, id: str, scope: Scope) -> None:  # noqa: A002
        """See Records."""
        row = self._one(id, scope)
        table = self._table
        self._write(delete(table).where(table.c.tenant_id == self._tenant_id, table.c.id == id), {})
        self._note(self._resource, [{**row, "removed": True}])

    def _update(self, rows: Sequence[dict[str, Any]], scope: Scope) -> None:
        table = self._table
        changed: dict[str, Any] = {
            name: bindparam(f"_{name}") for name in self._codec.cells if name != "id"
        }
        statement = (
            update(table)
            .where(table.c.tenant_id == self._tenant_id)
            .where(table.c.id == bindparam("_id"), table.c.version == bindparam("_expected"))
            .values(changed)
        )
        values = [{_bound(name): value for name, value in row.items()} for row in rows]
        if self._write(statement, values).rowcount != len(rows):
            raise self._conflict(rows, scope)

    def _unsaid(self, rows: Sequence[dict[str, Any]]) -> None:
        """What is indexed of other words is not said any more."""
        if self._resource == "call_transcript":
            spoken = SqlSpoken(self._connection, self._tenant_id, None, self._note)
            spoken.drop_of([row["id"] for row in rows])

    def _conflict(self, rows: Sequence[dict[str, Any]], scope: Scope) -> Conflict:
        """Of rows just written, the first that was not where it was expected."""
        for row in rows:
            if self._one(row["id"], scope)["version"] != row["version"]:
                return gate.stale(scope, row["id"])
        return gate.stale(scope, rows[0]["id"])

    def _check_changes(self, rows: Sequence[dict[str, Any]], scope: Scope) -> None:
        for row in rows:
            before = {**self._one(row["id"], scope)}
            for opened in self._seal.opened([before]):
                before = opened
            gate.may_change(before, {name: row[name] for name in before}, scope)

    def _one(self, thing_id: str, scope: Scope, *, hold: bool = False) -> dict[str, Any]:
        self._same_tenant(scope)
        chosen = one(self._table, scope, self._cells)
        if hold:
            chosen = chosen.with_for_update()
        row = self._connection.execute(chosen, {"one_id": thing_id}).mappings().one_or_none()
        if row is None:
            raise gate.hidden(scope, thing_id)
        return dict(row)

    def _whole(self, row: dict[str, Any], scope: Scope) -> T:
        gate.whole(row, scope)
        if not (opened := self._seal.opened([row])):
            raise gate.hidden(scope, row["id"])
        return self._codec.decode(opened[0])

    def _anchor(self, scope: Scope, query: Query) -> View | None:
        if query.behind is not None:
            return named_anchor(query)
        if query.after is None:
            return None
        chosen, source = rows_of(self._table, scope, query)
        names = dict.fromkeys([*(name for name, _ in query.order), "id"])
        anchor = chosen.with_only_columns(*(source.c[name] for name in names)).where(
            source.c.id == query.after
        )
        row = self._connection.execute(anchor).mappings().one_or_none()
        if row is None:
            raise missing_anchor(query)
        return dict(row)

    def _write(self, statement: Any, values: Any) -> Any:
        try:
            return self._connection.execute(statement, values)
        except IntegrityError as error:
            cause = str(error.orig).strip().splitlines()[0]
            raise Clash(
                f"the database refuses this {self._resource}: {cause}",
                remedy="it exists already, or points at something that does not",
            ) from None

    def _same_tenant(self, scope: Scope) -> None:
        if scope.tenant_id != self._tenant_id or scope.resource != self._resource:
            raise Fatal(
                f"a scope for {scope.tenant_id}/{scope.resource} cannot open "
                f"{self._tenant_id}/{self._resource}"
            )


def _bound(name: str) -> str:
    return name if name == "_expected" else f"_{name}"


def _dicts(found: CursorResult[Any]) -> list[dict[str, Any]]:
    names = tuple(found.keys())
    return [dict(zip(names, row, strict=True)) for row in found.all()]


def _chunks(things: Iterable[Any]) -> Iterator[list[Any]]:
    stream = iter(things)
    while batch := list(islice(stream, _CHUNK)):
        yield batch
