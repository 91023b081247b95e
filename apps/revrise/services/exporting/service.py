"""Rows for a file: counted, audited, then read page by page through the same gate as a list.

A file leaves the company: what tells of a call that may not leave is empty in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any

from attrs import field, fields, frozen

from revrise.core.errors import Invalid, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.money import exponent
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.calls.leaving import Leaving
from revrise.services.desk import Desk

PAGE = 1_000
MOST = 100_000
Cells = list[Any]


@frozen
class Export:
    """Which rows of a kind, in which form.

    `query` names the columns, in their order; its limit counts for nothing. `form` is csv | csv-raw
    | xlsx. `named` columns hold ids that people read as names: column → (core class, its name in
    the policy, its column).
    """

    kind: type[Any]
    resource: str
    query: Query
    form: str
    named: Mapping[str, tuple[type[Any], str, str]] = field(factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """What stands in a row."""
        return self.query.columns or ()

    @property
    def amounts(self) -> frozenset[str]:
        """The columns that say nothing without their currency."""
        return frozenset(one.name for one in fields(self.kind) if "Money" in str(one.type))


@frozen
class Exports:
    """`most` rows stand in one file."""

    desk: Desk
    most: int = MOST

    def rows(self, export: Export, by: Actor) -> Iterator[Cells]:
        """The cells of every row, amounts as decimals. Written down before the first one is given.

        Raises Refused for who may not read the kind or a column, Invalid for too many rows.
        """
        scope, query = self.desk.scope(by, export.resource), export.query
        with self.desk.store.begin(by) as work:
            count = work.of(export.kind).count(scope, Query(where=query.where))
            self.fits(count)
            self._record(work, export.resource, export.form, count)
        pages = self._pages(export, by)
        first = next(pages, [])  # what cannot be read is refused now, not in the middle of a file
        return chain(first, (row for page in pages for row in page))

    def noted(self, resource: str, form: str, rows: int, by: Actor) -> None:
        """Writes down a file of rows a service computed. Raises Refused, Invalid as `rows`."""
        self.desk.scope(by, resource)
        self.fits(rows)
        with self.desk.store.begin(by) as work:
            self._record(work, resource, form, rows)

    def fits(self, count: int) -> None:
        """Raises Invalid for more rows than one file takes."""
        if count > self.most:
            raise Invalid(
                f"{count:,} rows are too many for one file, which takes {self.most:,}",
                culprit="rows",
                remedy="narrow the filter, or read the list page by page",
            )

    def _record(self, work: UnitOfWork, resource: str, form: str, rows: int) -> None:
        detail = {"resource": resource, "format": form, "rows": rows}
        work.record("export.made", resource, detail)

    def _pages(self, export: Export, by: Actor) -> Iterator[list[Cells]]:
        """The policy is asked anew for every page: who lost a right in between gets no more."""
        after, left = None, self.most
        while left:
            with self.desk.store.read(by) as work:
                scope = self.desk.scope(by, export.resource)
                query = Query(
                    export.query.where, export.query.order, PAGE, after, export.query.columns
                )
                rows = work.of(export.kind).rows(scope, query)[:left]
                page = self._cells(work, export, rows, by)
            yield page
            if len(rows) < PAGE:
                return
            after, left = rows[-1]["id"], left - len(rows)

    def _cells(
        self, work: UnitOfWork, export: Export, rows: Sequence[View], by: Actor
    ) -> list[Cells]:
        names = {
            column: self._names(work, *of, {row.get(column) for row in rows}, by)
            for column, of in export.named.items()
            if column in export.columns
        }
        amounts, closed = export.amounts, Leaving(self.desk).closed(work, export.kind, rows)
        return [
            [
                None
                if column in closed.get(row["id"], ())
                else _amount(row, column)
                if column in amounts
                else _cell(row, column, names)
                for column in export.columns
            ]
            for row in rows
        ]

    def _names(
        self,
        work: UnitOfWork,
        kind: type[Any],
        resource: str,
        called: str,
        ids: set[Any],
        by: Actor,
    ) -> Mapping[str, str]:
        """Names of those in reach; the others keep their id, which the reader has already."""
        wanted = tuple(sorted(one for one in ids if one))
        try:
            scope = self.desk.scope(by, resource)
            query = Query(where=where(id=wanted), columns=("id", called))
            rows = work.of(kind).rows(scope, query) if wanted else ()
        except Refused:
            return {}
        return {row["id"]: row[called] for row in rows if row[called]}


def _cell(row: View, column: str, names: Mapping[str, Mapping[str, str]]) -> Any:
    value = row.get(column)
    return names[column].get(str(value), value) if column in names else value


def _amount(row: View, column: str) -> Decimal | None:
    """Minor units are no amount: without its currency there is none."""
    value, currency = row.get(column), row.get(f"{column}_currency")
    if value is None or currency is None:
        return None
    return Decimal(value).scaleb(-exponent(currency))
