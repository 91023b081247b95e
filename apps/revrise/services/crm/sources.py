"""Customer systems that are configured: added by who runs the system, synced by jobs."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from attrs import Factory, evolve, frozen

from revrise.core.crm.source import CrmRun, CrmSource
from revrise.core.errors import Conflict
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.ids import derived
from revrise.ports.catalogue import Catalogue
from revrise.ports.jobs import JobRequest
from revrise.ports.query import ALL_ROWS, Query
from revrise.ports.storage import View
from revrise.services.desk import Desk

SYNC = "crm.sync"
_SHOWN = ("id", "name", "connector", "location", "cron", "active", "due_from", "version")


@frozen
class AddCrmSource:
    """A connector to read.

    Secrets among `options` are best references (`env:NAME`, `file:/path`); the store keeps all
    of them encrypted, and nothing tells them again.
    """

    name: str
    connector: str
    location: str
    options: Mapping[str, str] = Factory(dict)
    cron: str = ""


@frozen
class CrmSources:
    """Use cases around configured sources. `latest` says when a cron expression was last due."""

    desk: Desk
    catalogue: Catalogue
    latest: Callable[[str, datetime], datetime]

    def add(self, command: AddCrmSource, by: Actor) -> CrmSource:
        """Adds one. Raises NotFound for an unknown connector, Misconfigured for no schedule."""
        scope, now = self.desk.scope(by, "crm_source", "create"), self.desk.clock.now()
        self.catalogue.crm_connector(command.connector)
        if command.cron:
            self.latest(command.cron, now)
        made = CrmSource(
            derived("crm", by.tenant_id, command.name),
            command.name,
            command.connector,
            command.location,
            dict(command.options),
            command.cron,
            due_from=now,
        )
        with self.desk.store.begin(by) as work:
            work.of(CrmSource).add(made, scope)
            work.record("crm_source.added", made.id, {"connector": made.connector})
        return made

    def list(self, by: Actor) -> Sequence[View]:
        """Those configured, without their options."""
        query = Query(order=(("name", False),), columns=_SHOWN)
        return self.desk.rows(by, CrmSource, "crm_source", query)

    def switch(self, source_id: str, by: Actor, *, active: bool) -> CrmSource:
        """Switches its schedule on or off; what was missed meanwhile is not made up for."""
        scope = self.desk.scope(by, "crm_source", "update")
        with self.desk.store.begin(by) as work:
            before = work.of(CrmSource).load(source_id, scope)
            now, version = self.desk.clock.now(), before.version + 1
            after = evolve(before, active=active, due_from=now, version=version)
            work.of(CrmSource).save(after, scope, expected=before.version)
            work.record("crm_source.switched", source_id, {"active": active})
        return after

    def sync(self, source_id: str, by: Actor) -> str:
        """Queues a sync now; says its job. Raises Conflict while one runs."""
        self.desk.scope(by, "crm_sync", "sync")
        scope = self.desk.scope(by, "crm_source")
        with self.desk.store.begin(by) as work:
            source = work.of(CrmSource).load(source_id, scope)
            running = where(source_id=source_id, state="running")
            if work.of(CrmRun).count(self.desk.scope(by, "crm_run"), Query(where=running)):
                raise Conflict("a sync of it runs already", culprit=source.name)
            request = sync_job(source, self.desk.ids.new("ask"))
            work.enqueue(request)
            work.record("crm_source.asked", source_id)
        return request.id

    def runs(self, by: Actor, query: Query = ALL_ROWS) -> Sequence[CrmRun]:
        """What syncs did, the newest first, each with its report."""
        scope = self.desk.scope(by, "crm_run")
        newest = evolve(query, order=query.order or (("started_at", True),))
        with self.desk.store.read(by) as work:
            return work.of(CrmRun).load_many(scope, newest)


def sync_job(source: CrmSource, why: str) -> JobRequest:
    """The job that syncs a source; the same `why` is the same job."""
    job_id = derived("job", SYNC, source.id, why)
    return JobRequest(job_id, SYNC, "system", {"source": source.id}, key=source.id)
