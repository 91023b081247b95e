"""Relayed events to deliveries: one for each receiver that wants it and may read it."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from revrise.core.events import Event
from revrise.core.governance.actor import system_actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.webhooks.cloud_event import cloud_event
from revrise.core.webhooks.delivery import WebhookDelivery, delivery_id
from revrise.core.webhooks.endpoint import WebhookEndpoint
from revrise.ports.jobs import JobRequest
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.notifications.audience import Audience
from revrise.services.webhooks.delivering import Delivering, deliver_job
from revrise.services.webhooks.payload import Payloads

_REASON = "queue webhooks for events"


@frozen
class Relaying:
    """Handles relayed events."""

    desk: Desk
    tenant_id: str
    delivering: Delivering

    def relay(self, events: Sequence[Event]) -> int:
        """Stores the deliveries that are new and queues their sending; says how many."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            endpoints = self._endpoints(work)
            wanted = [one for one in events if any(each.wants(one.name) for each in endpoints)]
            made = {one.id: one for one in self._made(work, endpoints, wanted)} if wanted else {}
        if not made:
            return 0
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            new = self._unknown(work, made)
            if new:
                self.delivering.add(work, new)
                work.enqueue(*_jobs(new))
                work.record("webhooks.queued", self.tenant_id, {"deliveries": len(new)})
        return len(new)

    def _unknown(self, work: UnitOfWork, made: dict[str, WebhookDelivery]) -> list[WebhookDelivery]:
        query = Query(where=where(id=tuple(sorted(made))), columns=("id",))
        known = work.of(WebhookDelivery).rows(self._scope("webhook_delivery"), query)
        return [made[one] for one in sorted(made.keys() - {row["id"] for row in known})]

    def _made(
        self, work: UnitOfWork, endpoints: Sequence[WebhookEndpoint], events: Sequence[Event]
    ) -> Iterator[WebhookDelivery]:
        audience = Audience.read(self.desk, work, self.tenant_id)
        payloads, now = Payloads(self.desk, work, self.tenant_id), self.desk.clock.now()
        for endpoint in endpoints:
            owner = audience.actor(endpoint.owner_id)
            for event in events:
                if owner is None or not endpoint.wants(event.name):
                    continue
                data = payloads.readable(event, owner)
                if data is None:
                    continue
                yield WebhookDelivery(
                    id=delivery_id(endpoint.id, event.id),
                    endpoint_id=endpoint.id,
                    owner_id=endpoint.owner_id,
                    event_id=event.id,
                    event=event.name,
                    at=event.at,
                    body=cloud_event(self.tenant_id, event, data),
                    next_at=now,
                )

    def _endpoints(self, work: UnitOfWork) -> Sequence[WebhookEndpoint]:
        query = Query(where=where(active=True), order=(("created_at", False),))
        return work.of(WebhookEndpoint).load_many(self._scope("webhook_endpoint", "system"), query)

    def _scope(self, resource: str, action: str = "read") -> Scope:
        return system_scope(self.tenant_id, resource, action, _REASON)


def _jobs(new: Sequence[WebhookDelivery]) -> list[JobRequest]:
    by_endpoint: Mapping[str, list[str]] = {one.endpoint_id: [] for one in new}
    for one in new:
        by_endpoint[one.endpoint_id].append(one.id)
    return [deliver_job(endpoint, *sorted(ids)) for endpoint, ids in by_endpoint.items()]
