"""Syncing with a CRM: a page, one transaction; what is unchanged is left alone.

A killed sync loses nothing: every page is stored whole, and running again finds by external id
and digest what is there already.
"""

from collections.abc import Callable, Iterable, Iterator

from attrs import define, frozen

from revrise.core.errors import Conflict, Stale
from revrise.core.governance.actor import Actor
from revrise.core.people.person import ROLES
from revrise.ports.crm import CrmConnector, CrmPage, CrmRecord
from revrise.ports.jobs import Cancelled
from revrise.services.crm.batch import Batch
from revrise.services.crm.builders import PROTECTED
from revrise.services.crm.references import References
from revrise.services.crm.report import SyncReport
from revrise.services.desk import Desk

Progress = Callable[[SyncReport], None]
Reached = Callable[[SyncReport, str | None], None]


@frozen
class SyncCrm:
    """Read everything a connector has; `source` names it in our records.

    `roles` are those it may give to people.
    """

    connector: CrmConnector
    source: str
    roles: frozenset[str] = frozenset(ROLES) - PROTECTED


@frozen
class Crm:
    """The use case."""

    desk: Desk

    def sync(self, command: SyncCrm, by: Actor, progress: Progress = lambda _: None) -> SyncReport:
        """Stores what the CRM has. Raises Refused, Stale, and what the connector raises.

        Pages stored before a failure stay; running again goes on where it ended.
        """
        self.desk.scope(by, "crm_sync", "sync")
        return self.run(command, by, reached=lambda report, _: progress(report))

    def run(
        self, command: SyncCrm, by: Actor, *, reached: Reached, cursor: str | None = None
    ) -> SyncReport:
        """The same for who was allowed already, from behind `cursor` on.

        `reached` hears of every page, with its cursor once nothing before it still waits.
        """
        report = SyncReport()
        references = References(by.tenant_id, command.source)
        run = _Run(self.desk, command, by, references, report)
        last = None
        for page in command.connector.pull(cursor):
            run.store(page)
            last = page.cursor
            reached(report, None if report.waits else last)
        run.finish_kind()
        reached(report, last)
        return report


@define
class _Run:
    """One pass over a CRM. Records whose parent may still come wait for the end of their kind."""

    desk: Desk
    command: SyncCrm
    by: Actor
    references: References
    report: SyncReport
    kind: str = ""

    def store(self, page: CrmPage) -> None:
        """A page, each kind in it in a unit of work."""
        self.report.read += len(page.records) + len(page.rejected)
        self.report.rejected.extend(page.rejected)
        for warning in page.warnings:
            self.report.warn(warning)
        for records in _by_kind(page.records):
            if records[0].kind != self.kind:
                self.finish_kind()
                self.kind = records[0].kind
            self._batch(records)

    def finish_kind(self) -> None:
        """Records that waited, in rounds; what still waits in the end has no parent."""
        waiting = self.report.take_waiting()
        while waiting:
            for records in _by_kind(waiting):
                self._batch(records)
            left = self.report.take_waiting()
            self.report.nobody_waits = len(left) == len(waiting)
            waiting = left
        self.report.nobody_waits = False
        if self.kind == "deal":
            self.references.forget("deal")

    def _batch(self, records: list[CrmRecord]) -> None:
        try:
            with self.desk.store.begin(self.by) as work:
                batch = Batch(
                    self.desk,
                    work,
                    self.by,
                    self.command.source,
                    self.references,
                    self.report,
                    self.command.roles,
                )
                batch.store(records)
                batch.close()
        except Cancelled:
            raise
        except Conflict as error:
            raise Stale(
                f"somebody else wrote the same records at the same time: {error.message}",
                culprit=f"{self.kind} of {self.command.source}",
                remedy="run it again; what is stored stays",
            ) from None
        if self.kind == "deal":  # nothing refers to deals: their ids need no memory
            self.references.forget("deal")


def _by_kind(records: Iterable[CrmRecord]) -> Iterator[list[CrmRecord]]:
    batch: list[CrmRecord] = []
    seen: set[str] = set()
    for record in records:
        if batch and (record.kind != batch[0].kind or record.external_id in seen):
            yield batch
            batch, seen = [], set()
        batch.append(record)
        seen.add(record.external_id)
    if batch:
        yield batch
