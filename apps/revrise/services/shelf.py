"""Reading rows of any kind, as an actor may see them: for lists, exports and single things."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from revrise.core.errors import NotFound
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Rule, where
from revrise.core.governance.scope import Scope
from revrise.ports.query import ALL_ROWS, Query
from revrise.ports.storage import View
from revrise.services.desk import Desk


@frozen
class Shelf:
    """`kind` is a core class, `resource` its name in the policy."""

    desk: Desk

    def scope(self, by: Actor, resource: str) -> Scope:
        """What the actor may read. Raises Refused when nothing."""
        return self.desk.scope(by, resource)

    def rows(
        self, kind: type[Any], resource: str, by: Actor, query: Query = ALL_ROWS
    ) -> Sequence[View]:
        """The masked rows. Raises Refused for a column the actor may not read."""
        with self.desk.store.read(by) as work:
            return work.of(kind).rows(self.desk.scope(by, resource), query)

    def one(
        self,
        kind: type[Any],
        resource: str,
        by: Actor,
        thing_id: str,
        columns: tuple[str, ...] | None = None,
        *,
        only: Rule = All(),
    ) -> View:
        """One masked row. Raises NotFound when it is hidden, missing or outside `only`."""
        wanted = where(id=thing_id)
        rule = wanted if only == All() else All((only, wanted))
        found = self.rows(kind, resource, by, Query(where=rule, limit=1, columns=columns))
        if not found:
            raise NotFound(f"no {resource} {thing_id}")
        return found[0]
