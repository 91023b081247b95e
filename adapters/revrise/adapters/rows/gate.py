"""The checks every storage makes alike, before it touches a row."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from revrise.core.errors import NotFound, Refused, Stale
from revrise.core.governance.rule import ALWAYS, columns
from revrise.core.governance.scope import IDENTITY, Scope
from revrise.ports.query import Measure, Query

Cells = Mapping[str, Any]


def unrestricted(scope: Scope) -> bool:
    """Whether the scope gives every row and column of its tenant."""
    return not scope.denials and any(
        grant.rule == ALWAYS and "*" in grant.columns for grant in scope.grants
    )


def asked(
    scope: Scope, query: Query, by: Sequence[str] = (), measures: Sequence[Measure] = ()
) -> None:
    """Raises Refused when a question names a column the scope never gives."""
    named = {*columns(query.where), *(name for name, _ in query.order), *(query.columns or ()), *by}
    for measure in measures:
        named |= columns(measure.where) | ({measure.column} if measure.column else set())
    hidden = sorted(name for name in named - IDENTITY if not scope.covers(name))
    if hidden:
        raise Refused(
            f"you may not read {', '.join(hidden)} of {scope.resource}, nor filter, sort or sum "
            "by it",
            culprit=scope.resource,
            remedy="ask without it, or ask an administrator for it",
        )


def whole(row: Cells, scope: Scope, action: str = "read") -> None:
    """Raises Refused when a reading scope masks part of this row."""
    if scope.action == action and not unrestricted(scope):
        masked = sorted(set(row) - scope.cells(row))
        if masked:
            raise Refused(f"part of this {scope.resource} is hidden from you: {', '.join(masked)}")


def may_add(rows: Sequence[Cells], scope: Scope) -> None:
    """Raises Refused when a new row lies outside the scope."""
    if not unrestricted(scope) and not all(scope.admits(row) for row in rows):
        raise Refused(f"you may not {scope.action} this {scope.resource}", culprit=scope.resource)


def may_change(before: Cells, after: Cells, scope: Scope) -> None:
    """Raises Refused when the changed row leaves the scope or changes a column not given."""
    if unrestricted(scope):
        return
    if not scope.admits(after):
        raise Refused(f"this would take the {scope.resource} out of your reach")
    changed = {name for name in after if before[name] != after[name]} - {"version"}
    closed = sorted(changed - scope.cells(before))
    if closed:
        raise Refused(f"you may not change {', '.join(closed)} of this {scope.resource}")


def as_expected(
    changed: Iterable[tuple[Any, int]], expecting: Mapping[str, int], scope: Scope
) -> None:
    """Raises Stale when a thing that somebody changes has moved on since they read it."""
    for thing, old in changed if expecting else ():
        if expecting.get(thing.id, old) != old:
            raise stale(scope, thing.id)


def hidden(scope: Scope, thing_id: str) -> NotFound:
    """One answer for what is hidden and what does not exist."""
    return NotFound(f"no {scope.resource} {thing_id}")


def stale(scope: Scope, thing_id: str) -> Stale:
    """Somebody else was quicker."""
    return Stale(
        f"{scope.resource} {thing_id} was changed by somebody else",
        remedy="load it again and repeat your change",
    )
