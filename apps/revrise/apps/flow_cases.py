"""The services of what happens by itself, put together; each made when first asked for."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import asdict

from revrise.apps.consent_cases import ConsentCases
from revrise.apps.intake_cases import IntakeCases
from revrise.apps.use_cases import UseCases

if TYPE_CHECKING:
    from revrise.ports.http import HttpClient
    from revrise.ports.jobs import JobEngine
    from revrise.ports.notify import Channels
    from revrise.services.crm.scheduled import ScheduledSyncs
    from revrise.services.crm.sources import CrmSources
    from revrise.services.flow.relay import Relay
    from revrise.services.flow.service import Flow
    from revrise.services.notifications.service import Notifications
    from revrise.services.processing.service import Processing
    from revrise.services.snapshots.service import Snapshots
    from revrise.services.snapshots.taking import Taking
    from revrise.services.webhooks.delivering import Delivering
    from revrise.services.webhooks.service import Webhooks


class FlowCases(UseCases, ConsentCases, IntakeCases, ABC):
    """The use cases, and what happens by itself around them."""

    @cached_property
    @abstractmethod
    def http(self) -> "HttpClient":
        """Calls to addresses that somebody typed in."""

    @cached_property
    @abstractmethod
    def channels(self) -> "Channels":
        """Channels outside the app."""

    @abstractmethod
    def cron(self, expression: str, now: datetime) -> datetime:
        """When a cron expression was last due. Raises Misconfigured for none."""

    @abstractmethod
    def secret(self, reference: str) -> str:
        """The secret behind a reference. Raises Misconfigured where there is none."""

    @cached_property
    def notifications(self) -> "Notifications":
        """One's own inbox."""
        from revrise.services.notifications.service import Notifications

        return Notifications(self.desk, lambda: self.channels.personal)

    @cached_property
    def webhooks(self) -> "Webhooks":
        """Receivers of events."""
        from revrise.services.webhooks.service import Webhooks

        return Webhooks(self.desk, self.http, self.delivering)

    @cached_property
    def snapshots(self) -> "Snapshots":
        """Figures of the night."""
        from revrise.services.snapshots.service import Snapshots

        return Snapshots(self.desk, self.rewards, self.attribution)

    @cached_property
    def crm_sources(self) -> "CrmSources":
        """Customer systems that are synced on schedule."""
        from revrise.services.crm.sources import CrmSources

        return CrmSources(self.desk, self.catalogue, self.cron)

    @cached_property
    def delivering(self) -> "Delivering":
        """Sending to receivers."""
        from revrise.services.webhooks.delivering import Delivering

        wanted = self.settings
        return Delivering(self.desk, wanted.tenant, self.http, wanted.webhooks.timeout_s)

    @cached_property
    def taking(self) -> "Taking":
        """Taking the figures of the night."""
        from revrise.services.snapshots.taking import Taking

        return Taking(self.desk, self.settings.tenant, self.rewards, self.attribution)

    @cached_property
    def processing(self) -> "Processing":
        """The call pipeline."""
        from revrise.services.calls.under_way import UnderWay
        from revrise.services.processing.failing import CallFailing
        from revrise.services.processing.keeping import CallKeeping
        from revrise.services.processing.service import Processing

        way = UnderWay(self.desk, self.settings.tenant)
        return Processing(
            CallKeeping(way, self.analyst),
            CallFailing(way),
            self.analyst,
            self.reader,
            lambda: self.blobs,
            self.expected,
            lambda *what: self.watching.forget(*what),  # noqa: PLW0108 - made when it is needed
        )

    @cached_property
    def syncs(self) -> "ScheduledSyncs":
        """Syncs as jobs."""
        from revrise.services.crm.scheduled import ScheduledSyncs

        tenant = self.settings.tenant
        return ScheduledSyncs(
            self.desk, tenant, self.catalogue, self.crm, self.crm_sources, self.secret
        )

    @cached_property
    def flow(self) -> "Flow":
        """Tasks and schedules of all of these, and a worker's look around."""
        from revrise.services.assignments.ending import Overdue
        from revrise.services.flow.reminders import Reminders
        from revrise.services.flow.service import Ending, Flow
        from revrise.services.flow.tidying import KeepDays, Tidying
        from revrise.services.flow.watch import Watch
        from revrise.services.measures.measuring import Measuring
        from revrise.services.notifications.sending import Sending
        from revrise.services.processing.indexing import Indexing
        from revrise.services.trackers.again import Listening

        desk, tenant = self.desk, self.settings.tenant
        ending = Ending(self.processing.failing, self.syncs)
        seen, syncs, calls = self.catalogue, self.syncs, self.call_syncs

        def due() -> int:
            return syncs.queue() + calls.queue()

        sign = self.checkpoints.due
        watch = Watch(desk, tenant, self._engine, self.delivering, seen, ending, due, sign)
        site = self.settings.server.public_url
        return Flow(
            desk=desk,
            tenant_id=tenant,
            relay=self._relay(),
            processing=self.processing,
            sending=Sending(desk, tenant, self.channels, site),
            delivering=self.delivering,
            taking=self.taking,
            reminders=Reminders(desk, tenant),
            overdue=Overdue(desk, tenant),
            tidying=Tidying(desk, tenant, KeepDays(**asdict(self.settings.keep))),
            syncs=self.syncs,
            watch=watch,
            indexing=Indexing(desk, tenant, self.analyst),
            listening=Listening(desk, tenant),
            measuring=Measuring(desk, tenant, self.analyst),
        )

    def _relay(self) -> "Relay":
        from revrise.services.flow.relay import Relay
        from revrise.services.flow.service import Handlers
        from revrise.services.flow.suggesting import Suggesting
        from revrise.services.notifications.telling import Telling
        from revrise.services.processing.indexing import Indexing
        from revrise.services.trackers.again import Listening
        from revrise.services.webhooks.relaying import Relaying

        desk, tenant = self.desk, self.settings.tenant
        outside = bool(self.settings.notify.channels)
        handlers = Handlers(
            desk,
            tenant,
            self.catalogue,
            self.rewards,
            Suggesting(desk, tenant),
            Telling(desk, tenant, outside),
            Relaying(desk, tenant, self.delivering),
            Indexing(desk, tenant, self.analyst),
            Listening(desk, tenant),
        )
        return Relay(desk, tenant, handlers.all(), self._engine)

    @property
    def _engine(self) -> "Callable[[], JobEngine]":
        """Asked for late: the engine collects the tasks, and these are among them."""
        return lambda: self.job_engine
