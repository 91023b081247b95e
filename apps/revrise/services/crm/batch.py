"""The records of one kind in one unit of work: created, changed or left alone."""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from revrise.core.deals.process import SalesProcess
from revrise.core.errors import Invalid
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.people.organisation import Organisation
from revrise.ports.crm import CrmRecord, RowError
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.crm import builders
from revrise.services.crm.references import CLASSES, REASON, REFERRING, Known, References
from revrise.services.crm.report import SyncReport
from revrise.services.desk import Desk

_WANTED = ("account", "owner", "product")  # a deal without them is worth a word
# Attributes that follow from other records, so that they may change while a record does not.
_FOUND = ("account_id", "card_id", "owner_id", "team_id", "parent_id", "product", "roles")
_MANY = 1_000
_PREFIX = {
    "team": "team",
    "person": "per",
    "product": "prod",
    "account": "acc",
    "card": "card",
    "deal": "deal",
}


class Batch:
    """Collects the records; `close` writes them."""

    def __init__(
        self,
        desk: Desk,
        work: UnitOfWork,
        by: Actor,
        source: str,
        references: References,
        report: SyncReport,
        roles: frozenset[str],
    ) -> None:
        self._desk, self._work, self._by = desk, work, by
        self._references, self._report = references, report
        self._build = builders.Build(
            references, self._process(), self._currency(), source, desk.clock.now(), roles
        )
        self._created: list[Any] = []
        self._changed: list[tuple[CrmRecord, Known, builders.Changes, str]] = []
        self._kind = ""

    def store(self, records: list[CrmRecord]) -> None:
        """Creates, updates or leaves alone."""
        self._kind = records[0].kind
        self._references.load(self._work, self._kind, [one.external_id for one in records])
        self._references.resolve(self._work, records)
        for record in records:
            if self._waits(record):
                continue
            try:
                self._place(record)
            except Invalid as error:
                file, line = record.origin
                self._report.rejected.append(RowError(file, line, error.culprit, error.message))

    def close(self) -> None:
        """Writes the batch with its audit entry; nothing changed, nothing written."""
        if not self._created and not self._changed:
            return
        records = self._work.of(CLASSES[self._kind])
        scope = self._scope(self._kind)
        records.add_many(self._created, scope)
        records.save_many(self._updates(), scope)
        counts = {"created": len(self._created), "updated": len(self._changed)}
        now = self._build.now
        self._work.record(f"{self._kind}.synced", self._build.source, counts)
        self._work.emit(
            Event(f"{self._kind}.synced", self._build.source, now, self._by.person_id, counts)
        )
        for outcome, number in counts.items():
            self._report.count(self._kind, outcome, number)

    def _place(self, record: CrmRecord) -> None:
        attributes = builders.changes(self._build, record)
        digest = _digest(record, attributes)
        self._report_loose_ends(record)
        known = self._references.get(record.kind, record.external_id)
        if known is None:
            self._create(record, attributes, digest)
        elif known.digest == digest:
            self._report.count(record.kind, "unchanged")
        else:
            self._changed.append((record, known, attributes, digest))
            self._learn(record, known.id, digest, known.version + 1, attributes)

    def _waits(self, record: CrmRecord) -> bool:
        """Whether its parent may still come; then it is placed when everything else is."""
        parent = record.fields.get("parent")
        known = parent is None or self._references.get(record.kind, parent) is not None
        return not known and self._report.wait(record)

    def _create(self, record: CrmRecord, attributes: builders.Changes, digest: str) -> None:
        thing_id = self._desk.ids.new(_PREFIX[record.kind])
        self._created.append(builders.create(self._build, record, attributes, thing_id, digest))
        self._learn(record, thing_id, digest, 1, attributes)

    def _learn(
        self, record: CrmRecord, thing_id: str, digest: str, version: int, made: builders.Changes
    ) -> None:
        name, team = made.get("name", record.external_id), made.get("team_id")
        known = Known(thing_id, digest, version, name, team)
        self._references.learn(record.kind, record.external_id, known)

    def _updates(self) -> Iterator[tuple[Any, int]]:
        scope = self._scope(self._kind)
        records = self._work.of(CLASSES[self._kind])
        for start in range(0, len(self._changed), _MANY):
            some = self._changed[start : start + _MANY]
            ids = tuple(known.id for _, known, _, _ in some)
            things = {one.id: one for one in records.load_many(scope, Query(where=where(id=ids)))}
            for _, known, attributes, digest in some:
                thing = things[known.id]
                yield builders.update(thing, attributes, digest), thing.version

    def _report_loose_ends(self, record: CrmRecord) -> None:
        for role in record.fields.get("roles") or ():
            if role not in self._build.roles:
                self._report.warn(f"role {role} is not for a CRM to give: left out")
        for name, kind in REFERRING[record.kind]:
            value = record.fields.get(name)
            if value is not None:
                if self._references.get(kind, value) is None:
                    self._report.warn(self._unresolved(record, name, kind, value))
            elif name in record.fields and name in _WANTED and record.kind == "deal":
                self._report.warn(f"deal without {name}: kept, {name} left empty")

    def _unresolved(self, record: CrmRecord, name: str, kind: str, value: str) -> str:
        close = self._references.close_name(kind, value)
        hint = f"; did you mean {close!r}?" if close else ""
        return f"{record.kind} names {name} {value!r}, which is no known {kind}{hint}"

    def _process(self) -> SalesProcess:
        return self._work.of(SalesProcess).load("standard", self._scope("sales_process"))

    def _currency(self) -> str:
        scope = self._scope("organisation")
        return self._work.of(Organisation).load(self._by.tenant_id, scope).currency

    def _scope(self, resource: str) -> Scope:
        return system_scope(self._by.tenant_id, resource, "system", REASON)


def _digest(record: CrmRecord, attributes: builders.Changes) -> str:
    """Of what would be stored, so that a reference found later counts as a change."""
    known = (record.deleted, record.fields, [attributes.get(name) for name in _FOUND])
    return blake2b(repr(known).encode(), digest_size=16).hexdigest()
