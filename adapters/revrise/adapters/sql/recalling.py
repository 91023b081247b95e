"""Records of one moment: what was asked before is not asked again."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

from sqlalchemy import Connection

from revrise.adapters.sql.keys import SqlKeys
from revrise.adapters.sql.moment import Moment
from revrise.adapters.sql.records import Note, SqlRecords
from revrise.core.governance.scope import Scope
from revrise.ports.query import ALL_ROWS, COUNT, Measure, Query
from revrise.ports.storage import View

T = TypeVar("T")


class RecallingRecords(SqlRecords[T]):
    """Reads like SqlRecords. A question is the same when scope, query and kind are.

    What is handed out again cannot be changed by whoever had it first.
    """

    def __init__(
        self,
        kind: type[T],
        connection: Connection,
        tenant_id: str,
        note: Note,
        expecting: Mapping[str, int],
        keys: SqlKeys | None,
        moment: Moment,
    ) -> None:
        super().__init__(kind, connection, tenant_id, note, expecting, keys)
        self._moment = moment

    def rows(self, scope: Scope, query: Query = ALL_ROWS) -> Sequence[View]:
        """See Records."""
        ask = super().rows
        key = self._key("rows", scope, query)
        return self._moment.answer(key, lambda: _fixed(ask(scope, query)))

    def count(self, scope: Scope, query: Query = ALL_ROWS) -> int:
        """See Records."""
        ask = super().count
        return self._moment.answer(self._key("count", scope, query), lambda: ask(scope, query))

    def group(
        self,
        scope: Scope,
        by: Sequence[str],
        measures: Sequence[Measure] = (COUNT,),
        query: Query = ALL_ROWS,
    ) -> Sequence[View]:
        """See Records."""
        ask = super().group
        key = self._key("group", scope, query, tuple(by), tuple(measures))
        return self._moment.answer(key, lambda: _fixed(ask(scope, by, measures, query)))

    def load(self, id: str, scope: Scope) -> T:  # noqa: A002
        """See Records."""
        ask = super().load
        return self._moment.answer(self._key("load", scope, id), lambda: ask(id, scope))

    def load_many(self, scope: Scope, query: Query = ALL_ROWS) -> Sequence[T]:
        """See Records."""
        ask = super().load_many
        key = self._key("load_many", scope, query)
        return self._moment.answer(key, lambda: tuple(ask(scope, query)))

    def _key(self, *question: Any) -> Hashable:
        how, scope, *rest = question
        me = tuple(scope.me.items())
        return (
            how,
            self._resource,
            scope.tenant_id,
            scope.action,
            scope.grants,
            scope.denials,
            me,
            *rest,
        )


def _fixed(rows: Iterable[View]) -> Sequence[View]:
    return tuple(MappingProxyType(row) for row in rows)
