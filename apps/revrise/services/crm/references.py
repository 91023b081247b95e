"""External ids to our ids, looked up a page at a time."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

from attrs import field, frozen

from revrise.core.deals.account import Account, Card, Product
from revrise.core.deals.deal import Deal
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person
from revrise.ports.crm import FIELDS, KINDS, CrmRecord
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork

CLASSES: dict[str, type[Any]] = {
    "team": Team,
    "person": Person,
    "product": Product,
    "account": Account,
    "card": Card,
    "deal": Deal,
}
# Kind → its fields that name another record, and of which kind.
REFERRING = {
    kind: tuple((name, target) for name, target in fields.items() if target in KINDS)
    for kind, fields in FIELDS.items()
}
REASON = "sync with the CRM"
_MANY = 2_000


@frozen
class Known:
    """What we have of a record of the CRM."""

    id: str
    digest: str | None
    version: int
    name: str
    team_id: str | None = None


@frozen
class References:
    """Known records of one source; small kinds are kept for the whole sync."""

    tenant_id: str
    source: str
    _cache: dict[str, dict[str, Known | None]] = field(factory=dict)
    _close: dict[tuple[str, str], str | None] = field(factory=dict)

    def load(self, work: UnitOfWork, kind: str, wanted: Iterable[str]) -> dict[str, Known]:
        """Those of the wanted external ids that we have."""
        cache = self._cache.setdefault(kind, {})
        missing = [one for one in dict.fromkeys(wanted) if one not in cache]
        cache.update(dict.fromkeys(missing))
        for start in range(0, len(missing), _MANY):
            cache.update(self._find(work, kind, missing[start : start + _MANY]))
        return {key: known for key in wanted if (known := cache.get(key)) is not None}

    def learn(self, kind: str, external_id: str, known: Known) -> None:
        """A record just stored."""
        self._cache.setdefault(kind, {})[external_id] = known

    def forget(self, kind: str) -> None:
        """Frees the memory of a kind nothing refers to any more."""
        self._cache.pop(kind, None)

    def resolve(self, work: UnitOfWork, records: Sequence[CrmRecord]) -> None:
        """Looks up everything these records refer to, a query a kind."""
        wanted: dict[str, list[str]] = {}
        for name, kind in REFERRING[records[0].kind]:
            values = (record.fields.get(name) for record in records)
            wanted.setdefault(kind, []).extend(value for value in values if value)
        for kind, ids in wanted.items():
            self.load(work, kind, ids)

    def get(self, kind: str, external_id: str | None) -> Known | None:
        """A record looked up before; None when there is none."""
        return self._cache.get(kind, {}).get(external_id) if external_id else None

    def close_name(self, kind: str, external_id: str) -> str | None:
        """A known external id that looks like a misspelt one."""
        if (kind, external_id) not in self._close:
            self._close[kind, external_id] = self._look_for(kind, external_id)
        return self._close[kind, external_id]

    def _look_for(self, kind: str, external_id: str) -> str | None:
        known = [key for key, value in self._cache.get(kind, {}).items() if value is not None]
        squeezed = {"".join(key.casefold().split()): key for key in known}
        same = squeezed.get("".join(external_id.casefold().split()))
        return same or next(iter(get_close_matches(external_id, known, 1, 0.8)), None)

    def _find(self, work: UnitOfWork, kind: str, ids: Sequence[str]) -> dict[str, Known]:
        columns = ("id", "external_id", "digest", "version", "name")
        query = Query(
            where=where(source=self.source, external_id=tuple(ids)),
            columns=(*columns, "team_id") if kind in ("person", "deal") else columns,
        )
        scope = system_scope(self.tenant_id, kind, "system", REASON)
        return {
            row["external_id"]: Known(
                row["id"], row["digest"], row["version"], row["name"], row.get("team_id")
            )
            for row in work.of(CLASSES[kind]).rows(scope, query)
        }
