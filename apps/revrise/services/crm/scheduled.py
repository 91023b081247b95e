"""Syncs as jobs: due by schedule, resumed behind the last page that is stored whole."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from attrs import evolve, frozen

from revrise.core.crm.source import CrmRun, CrmSource
from revrise.core.errors import Misconfigured, Retriable, RevRiseError, Stale
from revrise.core.governance.actor import system_actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.ids import derived
from revrise.core.jobs.job import Job
from revrise.ports.catalogue import Catalogue
from revrise.ports.crm import CrmConnector
from revrise.ports.jobs import Cancelled, JobContext
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.crm.report import SyncReport
from revrise.services.crm.sources import CrmSources, sync_job
from revrise.services.crm.sync import Crm, SyncCrm
from revrise.services.desk import Desk

_REASON = "sync with configured customer systems"


@frozen
class ScheduledSyncs:
    """The tasks. `secret` resolves references among a source's options."""

    desk: Desk
    tenant_id: str
    catalogue: Catalogue
    crm: Crm
    sources: CrmSources
    secret: Callable[[str], str]

    def queue(self) -> int:
        """Queues the syncs whose time has come since they were last queued; says how many.

        A worker asks often: while nothing is due it only reads.
        """
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            waiting = bool(self._due(work))
        if not waiting:
            return 0
        scope = self._scope("crm_source", "update")
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            due = self._due(work)
            for source, at in due:
                work.enqueue(sync_job(source, at.isoformat()))
                after = evolve(source, due_from=at, version=source.version + 1)
                work.of(CrmSource).save(after, scope, expected=source.version)
            if due:
                work.record("crm_sources.due", self.tenant_id, {"queued": len(due)})
        return len(due)

    def sync(self, context: JobContext, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """Reads everything behind the cursor; a killed run goes on where it was."""
        source, run = self._begin(args["source"], derived("crmrun", context.job_id))
        report = SyncReport()

        def reached(so_far: SyncReport, cursor: str | None) -> None:
            nonlocal report
            report = so_far
            if cursor is not None:
                self._reached(source.id, cursor)
            context.progress(so_far.read, 0, "records")

        try:
            command = SyncCrm(self._connect(source), source.name)
            by = system_actor(self.tenant_id)
            report = self.crm.run(command, by, cursor=source.cursor, reached=reached)
        except (Retriable, Stale, Cancelled):  # it is tried again, or another has it
            raise
        except RevRiseError as error:
            self._end(run.id, report, str(error.message), error.remedy)
            raise
        self._end(run.id, report)
        return {key: report.as_document()[key] for key in ("read", "created", "updated")}

    def _due(self, work: UnitOfWork) -> list[tuple[CrmSource, datetime]]:
        now, scope = self.desk.clock.now(), self._scope("crm_source")
        timed = (
            (source, self.sources.latest(source.cron, now))
            for source in work.of(CrmSource).load_many(scope, Query(where=where(active=True)))
            if source.cron
        )
        return [(one, at) for one, at in timed if one.due_from is None or at > one.due_from]

    def died(self, job: Job) -> None:
        """The run of a job that died without saying so has failed."""
        run_id, scope = derived("crmrun", job.id), self._scope("crm_run")
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            found = work.of(CrmRun).load_many(scope, Query(where=where(id=run_id)))
        if found and found[0].state == "running":
            self._end(run_id, SyncReport(), job.error, job.remedy)

    def _begin(self, source_id: str, run_id: str) -> tuple[CrmSource, CrmRun]:
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            source = work.of(CrmSource).load(source_id, self._scope("crm_source"))
            scope = self._scope("crm_run")
            found = work.of(CrmRun).load_many(scope, Query(where=where(id=run_id)))
            if found:
                return source, found[0]
            run = CrmRun(run_id, source_id, self.desk.clock.now())
            work.of(CrmRun).add(run, self._scope("crm_run", "create"))
            work.record("crm_run.begun", run_id)
        return source, run

    def _connect(self, source: CrmSource) -> CrmConnector:
        options = {name: self.secret(value) for name, value in source.options.items()}
        kind = self.catalogue.crm_connector(source.connector)
        connector = kind.connect(source.location, options)
        ready = connector.check()
        if not ready.ready:
            raise Misconfigured(ready.reason, culprit=source.name, remedy=ready.remedy)
        return connector

    def _reached(self, source_id: str, cursor: str) -> None:
        scope = self._scope("crm_source", "update")
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            before = work.of(CrmSource).load(source_id, scope)
            work.of(CrmSource).save(before.reached(cursor), scope, expected=before.version)
            work.record("crm_source.reached", source_id)

    def _end(self, run_id: str, report: SyncReport, error: str = "", remedy: str = "") -> None:
        scope = self._scope("crm_run", "update")
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            before = work.of(CrmRun).load(run_id, scope)
            after = before.end(self.desk.clock.now(), report.as_document(), error, remedy)
            work.of(CrmRun).save(after, scope, expected=before.version)
            work.record(f"crm_run.{after.state}", run_id, {"read": report.read})

    def _scope(self, resource: str, action: str = "read") -> Scope:
        return system_scope(self.tenant_id, resource, action, _REASON)
