"""Writes what is not there yet, in bulk: one unit of work, one audit entry."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from attrs import define, field, frozen

from revrise.apps.assembly import RevRise
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.ids import derived
from revrise.ports.query import ALL_ROWS, Query
from revrise.ports.storage import View

REASON = "load the demo company"
SOURCE = "demo"
_MANY = 2_000


def own_id(prefix: str, external_id: str) -> str:
    """The same id for the same thing of the company, in every run."""
    return derived(prefix, SOURCE, external_id)


@frozen
class Batch:
    """Things of one class, with the name of their resource."""

    kind: type[Any]
    resource: str
    things: Sequence[Any]


@define
class Writer:
    """Adds and updates as the system; `changed` counts the rows written so far."""

    app: RevRise
    changed: int = 0
    actor: Actor = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.actor = system_actor(self.app.settings.tenant)

    def add(self, action: str, *batches: Batch) -> int:
        """Adds the things whose ids are new; says how many that were."""
        counts: dict[str, int] = {}
        with self.app.store.begin(self.actor) as work:
            for batch in batches:
                records, scope = work.of(batch.kind), self.scope(batch.resource)
                there = {row["id"] for row in records.rows(scope, Query(columns=("id",)))}
                new = [one for one in batch.things if one.id not in there]
                if new:
                    counts[batch.resource] = records.add_many(new, scope)
            if counts:
                work.record(action, SOURCE, counts)
        self.changed += sum(counts.values())
        return sum(counts.values())

    def change(
        self, action: str, kind: type[Any], resource: str, change: Callable[[Any], Any]
    ) -> int:
        """Saves what `change` makes of each thing; None leaves it alone."""
        scope, total = self.scope(resource), 0
        with self.app.store.read(self.actor) as work:
            found = work.of(kind).load_many(scope, Query(where=where(source=SOURCE)))
        changed = [(new, old.version) for old in found if (new := change(old)) is not None]
        for start in range(0, len(changed), _MANY):
            with self.app.store.begin(self.actor) as work:
                part = changed[start : start + _MANY]
                total += work.of(kind).save_many(part, scope)
                work.record(action, SOURCE, {resource: len(part)})
        self.changed += total
        return total

    def rows(self, kind: type[Any], resource: str, query: Query = ALL_ROWS) -> Sequence[View]:
        """Everything there is of a kind."""
        with self.app.store.read(self.actor) as work:
            return work.of(kind).rows(self.scope(resource), query)

    def scope(self, resource: str) -> Scope:
        """Everything of a resource, for this reason."""
        return system_scope(self.actor.tenant_id, resource, "load", REASON)


def ids_of(rows: Iterable[View]) -> dict[str, str]:
    """Our ids by the ids of the customer system."""
    return {row["external_id"]: row["id"] for row in rows if row["external_id"]}
