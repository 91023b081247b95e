"""Questions to a set of records. Every column named here must be readable in the scope."""

from attrs import frozen

from revrise.core.governance.rule import ALWAYS, Rule


@frozen
class Query:
    """Which rows, in which order, how many.

    `order` holds (column, descending) pairs; `columns` limits what comes back (None: all that
    may be read). `after` is the row id to continue after, in the same order.
    """

    where: Rule = ALWAYS
    order: tuple[tuple[str, bool], ...] = ()
    limit: int | None = None
    after: str | None = None
    columns: tuple[str, ...] | None = None


@frozen
class Measure:
    """One figure of a group: `count`, or `sum`/`min`/`max`/`avg` of a column, over `where`."""

    name: str
    function: str = "count"
    column: str | None = None
    where: Rule = ALWAYS


COUNT = Measure("count")
ALL_ROWS = Query()
