"""A Query as SQL over the masked rows of a scope: filter, order, page, group."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, false, func, or_, select
from sqlalchemy.sql.selectable import FromClause

from revrise.adapters.rows.gate import asked
from revrise.adapters.sql.remembered import remembered
from revrise.adapters.sql.scoping import TENANT, admitted, predicate, visible
from revrise.core.errors import Invalid, NotFound
from revrise.core.governance.rule import ALWAYS
from revrise.core.governance.scope import Scope
from revrise.ports.query import Measure, Query

Anchor = Mapping[str, Any]


def page(table: FromClause, scope: Scope, query: Query, anchor: Anchor | None) -> Select[Any]:
    """The rows of a query in its order, from behind the anchor row."""
    if anchor is None:
        return _first(table, scope, query)
    chosen, source = rows_of(table, scope, query)
    return ordered(chosen, source, query, anchor)


@remembered
def _first(table: FromClause, scope: Scope, query: Query) -> Select[Any]:
    return ordered(*rows_of(table, scope, query), query, None)


@remembered
def counted(table: FromClause, scope: Scope, query: Query) -> Select[Any]:
    """How many rows a query has."""
    chosen, _ = rows_of(table, scope, query)
    return select(func.count()).select_from(chosen.order_by(None).subquery())


def things(
    table: FromClause, scope: Scope, cells: tuple[str, ...], query: Query, anchor: Anchor | None
) -> Select[Any]:
    """These cells of the rows of a query, unmasked: who asks checks that none was to be hidden."""
    if anchor is None:
        return _all(table, scope, cells, query)
    return ordered(_unmasked(table, scope, cells, query), table, query, anchor)


@remembered
def _all(table: FromClause, scope: Scope, cells: tuple[str, ...], query: Query) -> Select[Any]:
    return ordered(_unmasked(table, scope, cells, query), table, query, None)


def _unmasked(table: FromClause, scope: Scope, cells: tuple[str, ...], query: Query) -> Select[Any]:
    asked(scope, query)
    chosen = select(*(table.c[name] for name in cells)).where(admitted(table, scope))
    return chosen.where(predicate(query.where, table, scope.me))


@remembered
def one(table: FromClause, scope: Scope, cells: tuple[str, ...]) -> Select[Any]:
    """These cells of the row whose id is bound as `one_id`."""
    chosen = select(*(table.c[name] for name in cells))
    return chosen.where(table.c.id == bindparam("one_id"), admitted(table, scope))


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


@remembered
def grouped(
    table: FromClause,
    scope: Scope,
    by: tuple[str, ...],
    measures: tuple[Measure, ...],
    query: Query,
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
