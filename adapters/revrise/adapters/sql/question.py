"""A Query as SQL over the masked rows of a scope: filter, order, page, group."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select
from sqlalchemy.sql.selectable import FromClause

from revrise.adapters.rows.gate import asked
from revrise.adapters.sql.scoping import TENANT, predicate, visible
from revrise.core.errors import Invalid, NotFound
from revrise.core.governance.actor import Value
from revrise.core.governance.rule import ALWAYS
from revrise.core.governance.scope import Denial, Grant, Scope
from revrise.ports.query import Measure, Query

Anchor = Mapping[str, Any]
_KEPT = 512


def page(table: FromClause, scope: Scope, query: Query, anchor: Anchor | None) -> Select[Any]:
    """The rows of a query in its order, from behind the anchor row.

    First pages are remembered: building a statement costs as much as answering it.
    """
    if anchor is None and query.limit is not None:
        me = tuple(scope.me.items())
        return _first(
            table, scope.tenant_id, scope.resource, scope.grants, scope.denials, me, query
        )
    chosen, source = rows_of(table, scope, query)
    return ordered(chosen, source, query, anchor)


@lru_cache(_KEPT)
def _first(
    table: FromClause,
    tenant_id: str,
    resource: str,
    grants: tuple[Grant, ...],
    denials: tuple[Denial, ...],
    me: tuple[tuple[str, Value], ...],
    query: Query,
) -> Select[Any]:
    scope = Scope(tenant_id, "", resource, "", grants, denials, dict(me))
    return ordered(*rows_of(table, scope, query), query, None)


def rows_of(table: FromClause, scope: Scope, query: Query) -> tuple[Select[Any], FromClause]:
    """The filtered masked rows, and the source whose columns the rest of a query names."""
    asked(scope, query)
    source, shown = visible(table, scope)
    wanted = query.columns or [column.name for column in source.c if column.name != TENANT]
    chosen = select(*(source.c[name] for name in wanted)).where(shown)
    if query.where != ALWAYS:
        chosen = chosen.where(predicate(query.where, source, scope.me))
    return chosen, source


def ordered(
    chosen: Select[Any], source: FromClause, query: Query, anchor: Anchor | None
) -> Select[Any]:
    """In the query's order with the id last, NULLs at the end, from behind the anchor row."""
    keys = [*query.order, ("id", False)]
    for name, descending in keys:
        column = source.c[name]
        # One index can serve the order only when NULLs are not named where there are none.
        direction = column.desc() if descending else column.asc()
        never_null = getattr(column, "nullable", True) is False
        chosen = chosen.order_by(direction if never_null else direction.nulls_last())
    if anchor is not None:
        chosen = chosen.where(_behind(source, keys, anchor))
    return chosen.limit(query.limit) if query.limit is not None else chosen


def grouped(
    table: FromClause, scope: Scope, by: Sequence[str], measures: Sequence[Measure], query: Query
) -> Select[Any]:
    """One row per group of the masked rows, in the order of the groups."""
    asked(scope, query, by, measures)
    source, shown = visible(table, scope)
    keys = [source.c[name] for name in by]
    figures = [_figure(source, measure, scope).label(measure.name) for measure in measures]
    chosen = select(*keys, *figures).select_from(source).where(shown)
    if query.where != ALWAYS:
        chosen = chosen.where(predicate(query.where, source, scope.me))
    return chosen.group_by(*keys).order_by(*(key.asc().nulls_last() for key in keys))


def named_anchor(query: Query) -> Anchor:
    """The row a cursor describes. Raises Invalid for a cursor of another order."""
    keys = [*(name for name, _ in query.order), "id"]
    if len(keys) != len(query.behind or ()):
        raise Invalid("the cursor belongs to another order", culprit="cursor", remedy="start over")
    return dict(zip(keys, query.behind or (), strict=True))


def missing_anchor(query: Query) -> NotFound:
    """The cursor points at a row that is not there (any more) for this actor."""
    return NotFound(f"there is no row {query.after} to continue after", remedy="start over")


def _figure(source: FromClause, measure: Measure, scope: Scope) -> ColumnElement[Any]:
    counted: Any = source.c[measure.column] if measure.column else 1
    if measure.where != ALWAYS:
        counted = case((predicate(measure.where, source, scope.me), counted), else_=None)
    elif measure.column is None:
        return func.count()
    return getattr(func, measure.function)(counted)  # type: ignore[no-any-return]


def _behind(
    source: FromClause, keys: Sequence[tuple[str, bool]], anchor: Anchor
) -> ColumnElement[bool]:
    options: list[ColumnElement[bool]] = []
    equal: list[ColumnElement[bool]] = []
    for name, descending in keys:
        column, value = source.c[name], anchor[name]
        options.append(and_(*equal, _later(column, value, descending=descending)))
        equal.append(column.is_(None) if value is None else column == value)
    return or_(*options)


def _later(column: Any, value: Any, *, descending: bool) -> ColumnElement[bool]:
    if value is None:
        return false()
    return or_(column < value if descending else column > value, column.is_(None))
