"""Scopes over rows in memory: the twin of `adapters.sql.scoping`."""

from collections.abc import Callable, Mapping
from typing import Any

from revrise.core.governance import mask as mask_module
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
    masking: dict[str, list[tuple[int, str]]] = {"tenant_id": []}

    def learn(name: str) -> None:
        giving[name] = [n for n, grant in enumerate(scope.grants) if grant.covers(name)]
        kinds = [(n, grant.mask(name)) for n, grant in enumerate(scope.grants)]
        masking[name] = [(n, kind) for n, kind in kinds if kind]

    def cell(name: str, value: Any, true: list[bool]) -> Any:
        if any(true[n] for n in giving[name]):
            return value
        behind = [kind for n, kind in masking[name] if true[n]]
        return mask_module.masked(behind[0], value) if behind else None

    def masked(row: Cells) -> dict[str, Any] | None:
        if row.get("tenant_id", scope.tenant_id) != scope.tenant_id:
            return None
        if evaluate(rows, row, scope.me) is not True:
            return None
        for name in row.keys() - giving.keys():
            learn(name)
        true = [evaluate(grant.rule, row, scope.me) is True for grant in scope.grants]
        return {
            name: cell(name, value, true)
            for name, value in row.items()
            if giving[name] or masking[name]
        }

    return masked
