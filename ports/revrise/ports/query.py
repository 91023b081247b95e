"""Questions to a set of records. Every column named here must be readable in the scope."""

from typing import Any

from attrs import field, frozen

from revrise.core.errors import Invalid
from revrise.core.governance.rule import ALWAYS, Cell, Rule

_MOST = 2**31 - 1


def _countable(_query: object, _field: Any, value: int | None) -> None:
    if value is not None and not 0 <= value <= _MOST:
        raise Invalid(f"must be 0 to {_MOST:,}, got {value}", culprit="limit")


@frozen
class Query:
    """Which rows, in which order, how many.

    `order` holds (column, descending) pairs; `columns` limits what comes back (None: all that
    may be read). `after` is the row id to continue after, in the same order. `behind` says the same
    by the values of the `order` columns and the id: that row need not be there any more.
    """

    where: Rule = ALWAYS
    order: tuple[tuple[str, bool], ...] = ()
    limit: int | None = field(default=None, validator=_countable)
    after: str | None = None
    columns: tuple[str, ...] | None = None
    behind: tuple[Cell, ...] | None = None


@frozen
class Measure:
    """One figure of a group: `count`, or `sum`/`min`/`max`/`avg` of a column, over `where`."""

    name: str
    function: str = "count"
    column: str | None = None
    where: Rule = ALWAYS


COUNT = Measure("count")
ALL_ROWS = Query()
