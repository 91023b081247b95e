"""Names and permissions a page of deals needs, one query a kind."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.core.deals.process import SalesProcess
from revrise.core.errors import NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope
from revrise.core.people.organisation import Organisation
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk

STANDARD = "standard"


@frozen
class Lookup:
    """Reads for one actor within one unit of work; what is closed to them is simply not there."""

    desk: Desk
    work: UnitOfWork
    by: Actor

    def scope(self, resource: str, action: str = "read") -> Scope | None:
        """The scope, or None where the policy gives none."""
        try:
            return self.desk.scope(self.by, resource, action)
        except Refused:
            return None

    def rows(self, kind: type[Any], resource: str, query: Query) -> Sequence[View]:
        """Rows in reach; columns the actor never sees are left out of the question."""
        scope = self.scope(resource)
        if scope is None:
            return ()
        columns = tuple(one for one in query.columns or () if one == "id" or scope.covers(one))
        asked = Query(query.where, query.order, query.limit, query.after, columns or None)
        try:
            return self.work.of(kind).rows(scope, asked)
        except Refused:
            return ()

    def names(
        self, kind: type[Any], resource: str, ids: Iterable[str | None], column: str = "name"
    ) -> Mapping[str, str]:
        """Id → name of these, as far as in reach."""
        wanted = tuple(sorted({one for one in ids if one}))
        if not wanted:
            return {}
        rows = self.rows(kind, resource, Query(where(id=wanted), columns=("id", column)))
        return {row["id"]: row.get(column) or row["id"] for row in rows}

    def processes(self) -> Mapping[str, SalesProcess]:
        """Every sales process, by id."""
        scope = self.desk.scope(self.by, "sales_process")
        return {one.id: one for one in self.work.of(SalesProcess).load_many(scope)}

    def process(self, wanted: str | None) -> SalesProcess:
        """A process, the standard one or the first. Raises NotFound for an unknown one."""
        known = self.processes()
        chosen = wanted or (STANDARD if STANDARD in known else next(iter(sorted(known)), ""))
        if chosen not in known:
            raise NotFound(f"no sales process {chosen or ''}".strip(), culprit="process")
        return known[chosen]

    def home(self) -> str:
        """The organisation's currency."""
        scope = self.desk.scope(self.by, "organisation")
        return self.work.of(Organisation).load(self.by.tenant_id, scope).currency
