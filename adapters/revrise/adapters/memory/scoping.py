"""Scopes over rows in memory: the twin of `adapters.sql.scoping`."""

from collections.abc import Callable, Mapping
from typing import Any

from revrise.core.governance.rule import evaluate
from revrise.core.governance.scope import Scope

Cells = Mapping[str, Any]


def mask(row: Cells, scope: Scope) -> dict[str, Any] | None:
    """The columns the scope ever gives, None where it hides the cell; None for a hidden row.

    A row that names its `tenant_id` is hidden from other tenants.
    """
    return masker(scope)(row)


def masker(scope: Scope) -> Callable[[Cells], dict[str, Any] | None]:
    """`mask` for many rows: which grants give a column is worked out once."""
    rows = scope.rows
    giving: dict[str, list[int]] = {"tenant_id": []}

    def masked(row: Cells) -> dict[str, Any] | None:
        if row.get("tenant_id", scope.tenant_id) != scope.tenant_id:
            return None
        if evaluate(rows, row, scope.me) is not True:
            return None
        for name in row.keys() - giving.keys():
            giving[name] = [n for n, grant in enumerate(scope.grants) if grant.covers(name)]
        true = [evaluate(grant.rule, row, scope.me) is True for grant in scope.grants]
        return {
            name: value if any(true[n] for n in giving[name]) else None
            for name, value in row.items()
            if giving[name]
        }

    return masked
