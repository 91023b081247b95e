"""Names in what is about others or about nobody: struck out wherever somebody wrote them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import attrs
from attrs import evolve, frozen

from revrise.core.governance.actor import system_actor
from revrise.core.governance.hold import touches
from revrise.core.governance.rule import Column, Compare, Const
from revrise.core.jobs.job import Job
from revrise.ports.query import Query
from revrise.ports.registry import DeclaredKind, Registry
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.held import held
from revrise.services.privacy.due import every
from revrise.services.privacy.subject import Subject

_BITE = 500
# Others may be called the same: their own rows stay. Entries of the ledger never change.
_APART = frozenset({"person", "card", "ledger_entry"})
# Words of ours, not of somebody's: a person called Open does not open anything.
_CODES = frozenset(
    {
        *("state", "kind", "purpose", "basis", "jurisdiction", "action", "role", "roles"),
        *("shared", "task", "queue", "language", "locale", "currency", "value_currency"),
        *("price_currency", "outcome", "stage", "rule", "rubric", "criterion", "account"),
        *("subject_kind", "digest", "fingerprint", "media_sha256", "sha256", "source_id"),
        *("reverses", "number", "published_version", "actor_id", "subject_id", "connector"),
    }
)


@frozen
class Mentions:
    """Strikes names out of a kind of record, a bite at a time."""

    desk: Desk
    tenant_id: str
    registry: Registry

    def strike(self, declared: DeclaredKind, who: Subject) -> Mapping[str, int]:
        """How many rows named them."""
        columns = [one.name for one in declared.columns if one.free and one.name not in _CODES]
        if declared.resource in _APART or not columns or not who.strike.needles:
            return {}
        struck, after, more = 0, None, True
        while more:
            done, after, more = self._bite(declared, columns, who, after)
            struck += done
        return {declared.resource: struck}

    def _bite(
        self, declared: DeclaredKind, columns: Sequence[str], who: Subject, after: str | None
    ) -> tuple[int, str | None, bool]:
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            past = {} if after is None else {"where": Compare(">", Column("id"), Const(after))}
            query = Query(order=(("id", False),), limit=_BITE, **past)  # type: ignore[arg-type]
            found = work.of(declared.kind).load_many(every(work, declared.resource), query)
            stays = held(work)
            done = sum(self._one(work, declared, columns, one, who, stays) for one in found)
            if done:
                work.record("person.struck", who.id, {"table": declared.resource, "rows": done})
        return done, found[-1].id if found else None, len(found) == _BITE

    def _one(
        self,
        work: UnitOfWork,
        declared: DeclaredKind,
        columns: Sequence[str],
        thing: Any,
        who: Subject,
        stays: Collection[str],
    ) -> bool:
        changes = {
            name: after
            for name in columns
            if (after := who.strike.out_of(getattr(thing, name))) is not getattr(thing, name)
        }
        if not changes or touches(stays, attrs.asdict(thing, recurse=False)):
            return False
        if isinstance(thing, Job) and not thing.ended:
            return False  # its holder would lose it; it goes once it has ended
        newer = evolve(thing, **changes, version=thing.version + 1)
        scope = every(work, declared.resource, "update")
        work.of(declared.kind).save(newer, scope, expected=thing.version)
        return True
