"""Statements built once: the same question of the same scope is the same statement.

Building one costs SQLAlchemy as much as SQLite needs to answer it. What is remembered holds no
rows: tenant, grants, denials and what is known of the actor are part of its key.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.sql.selectable import FromClause

from revrise.core.governance.actor import Value
from revrise.core.governance.scope import Denial, Grant, Scope

_KEPT = 2_048
P = ParamSpec("P")
T = TypeVar("T")
Build = Callable[Concatenate[FromClause, Scope, P], T]


def remembered(build: Build[P, T]) -> Build[P, T]:
    """A builder of statements that asks itself only once; everything it is given is hashable.

    A refusal is raised each time anew.
    """

    @lru_cache(_KEPT)
    def built(
        table: FromClause,
        tenant_id: str,
        resource: str,
        grants: tuple[Grant, ...],
        denials: tuple[Denial, ...],
        me: tuple[tuple[str, Value], ...],
        *rest: Any,
    ) -> T:
        scope = Scope(tenant_id, "", resource, "", grants, denials, dict(me))
        return build(table, scope, *rest)  # type: ignore[call-arg]

    def asked(table: FromClause, scope: Scope, /, *rest: P.args, **_: P.kwargs) -> T:
        me = tuple(scope.me.items())
        return built(table, scope.tenant_id, scope.resource, scope.grants, scope.denials, me, *rest)

    return asked
