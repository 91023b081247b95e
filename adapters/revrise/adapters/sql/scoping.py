"""Scopes as SQL: one select that holds only the rows and cells an actor may reach.

Everything a caller controls (filter, order, group, aggregate, export, search) has to run over
`visible(...)` or over `masked(...)` as a subquery; on the bare table it leaks.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, select, true

from revrise.adapters.sql.masks import mask
from revrise.adapters.sql.predicate import predicate
from revrise.core.governance.actor import Value
from revrise.core.governance.rule import ALWAYS
from revrise.core.governance.scope import Denial, Grant, Scope

__all__ = ["admitted", "masked", "predicate", "readable", "visible"]

TENANT = "tenant_id"
_KEPT = 1024


def visible(table: FromClause, scope: Scope) -> tuple[FromClause, ColumnElement[bool]]:
    """Where a question reads from, and the condition it must add.

    The table itself and tenant and rows, when the scope gives every cell of the rows it admits;
    else the masked rows as a subquery, and true. Remembered, because building costs SQLAlchemy
    as much time as SQLite needs to answer.
    """
    me = tuple(scope.me.items())
    return _visible(table, scope.tenant_id, scope.grants, scope.denials, me)


@lru_cache(_KEPT)
def _visible(
    table: FromClause,
    tenant_id: str,
    grants: tuple[Grant, ...],
    denials: tuple[Denial, ...],
    me: tuple[tuple[str, Value], ...],
) -> tuple[FromClause, ColumnElement[bool]]:
    scope = Scope(tenant_id, "", "", "", grants, denials, dict(me))
    if all(scope.opening(column.name) == ALWAYS for column in table.c):
        return table, admitted(table, scope)
    return masked(table, scope).subquery(), true()


def masked(table: FromClause, scope: Scope) -> Select[Any]:
    """The rows of the scope's tenant it admits, with the columns it ever gives.

    A cell hidden in its row is NULL. A scope that gives every column compiles to plain columns
    and a WHERE, so indexes serve it like any query.
    """
    return select(*readable(table, scope).values()).where(admitted(table, scope))


def admitted(table: FromClause, scope: Scope) -> ColumnElement[bool]:
    """Tenant and rows. An unknown denial denies: NOT NULL is NULL, and WHERE takes only true."""
    return and_(table.c[TENANT] == scope.tenant_id, predicate(scope.rows, table, scope.me))


def readable(table: FromClause, scope: Scope) -> Mapping[str, ColumnElement[Any]]:
    """Each column the scope ever gives, by name, NULL where it hides the cell.

    Only right on rows that `admitted` lets through; `tenant_id` is never among them.
    """
    named = ((column.name, _cell(table, column, scope)) for column in table.c)
    return {name: shown for name, shown in named if shown is not None}


def _cell(table: FromClause, column: ColumnElement[Any], scope: Scope) -> ColumnElement[Any] | None:
    """The column as it is, behind the condition that opens it, or None."""
    if column.name == TENANT or not scope.covers(column.name):
        return None
    opening, masks = scope.opening(column.name), scope.masks(column.name)
    if opening == ALWAYS:
        return column
    shown = [(predicate(opening, table, scope.me), column)]
    shown += [(predicate(rule, table, scope.me), mask(kind, column)) for kind, rule in masks]
    return case(*shown).label(column.name)
