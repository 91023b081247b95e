"""Webhooks of a person: adding, changing, testing, replaying."""

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.core.errors import Invalid, NotFound, Refused
from revrise.core.events import Event
from revrise.core.governance.actor import SYSTEM, Actor
from revrise.core.governance.rule import All, Column, Compare, Const, where
from revrise.core.ids import derived
from revrise.core.webhooks.cloud_event import cloud_event
from revrise.core.webhooks.delivery import WebhookDelivery, delivery_id
from revrise.core.webhooks.endpoint import WebhookEndpoint, WebhookSecret, filters
from revrise.core.webhooks.signature import SECRET_BYTES, secret
from revrise.ports.http import HttpClient
from revrise.ports.jobs import JobRequest
from revrise.ports.query import ALL_ROWS, COUNT, Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk
from revrise.services.webhooks.commands import (
    AddWebhook,
    ChangeWebhook,
    ReplayWebhook,
    WebhookAdded,
    WebhookView,
)
from revrise.services.webhooks.delivering import DELIVER, Delivering

TEST = "webhook.test"
_SHOWN = (
    *("id", "owner_id", "url", "events", "active", "off_because", "failing_since", "created_at"),
    "version",
)
_LOG = ("id", "event_id", "event", "at", "state", "attempts", "tried_at", "next_at", "status")
_MOST = 10_000
_NEWEST_HUNDRED = Query(limit=100)


@frozen
class Webhooks:
    """Use cases around webhooks. What is sent is what the one who added it may read."""

    desk: Desk
    http: HttpClient
    delivering: Delivering
    random: Callable[[int], bytes] = os.urandom

    def add(self, command: AddWebhook, by: Actor) -> WebhookAdded:
        """Adds a receiver. Raises Invalid for a URL that may not be called or no such event."""
        self.http.check(command.url)
        scope, now = self.desk.scope(by, "webhook_endpoint", "create"), self.desk.clock.now()
        value = secret(self.random(SECRET_BYTES))
        made = WebhookEndpoint(
            id=self.desk.ids.new("whe"),
            owner_id=by.person_id,
            url=command.url,
            events=filters(command.events),
            secrets=(WebhookSecret(value, now),),
            created_at=now,
        )
        with self.desk.store.begin(by) as work:
            work.of(WebhookEndpoint).add(made, scope)
            work.record("webhook.added", made.id, {"events": list(made.events)})
        return WebhookAdded(made.id, value)

    def list(self, by: Actor, query: Query = ALL_ROWS) -> Sequence[WebhookView]:
        """The receivers one may see, with how their deliveries stand."""
        scope = self.desk.scope(by, "webhook_endpoint")
        wanted = Query(query.where, query.order, query.limit, query.after, _SHOWN, query.behind)
        with self.desk.store.read(by) as work:
            rows = work.of(WebhookEndpoint).rows(scope, wanted)
            counts = self._counts(work, by)
        return [_view(row, counts.get(row["id"], {})) for row in rows]

    def show(self, endpoint_id: str, by: Actor) -> WebhookView:
        """One of them. Raises NotFound when hidden."""
        found = self.list(by, Query(where=where(id=endpoint_id)))
        if not found:
            raise NotFound(f"no webhook_endpoint {endpoint_id}")
        return found[0]

    def deliveries(
        self, endpoint_id: str, by: Actor, query: Query = _NEWEST_HUNDRED
    ) -> Sequence[View]:
        """What was sent to a receiver and what came of it, the newest first; not the bodies."""
        self.show(endpoint_id, by)
        scope = self.desk.scope(by, "webhook_delivery")
        mine = All((where(endpoint_id=endpoint_id), query.where))
        order = query.order or (("at", True),)
        wanted = Query(mine, order, query.limit, query.after, (*_LOG, "error"), query.behind)
        with self.desk.store.read(by) as work:
            return work.of(WebhookDelivery).rows(scope, wanted)

    def change(self, command: ChangeWebhook, by: Actor) -> WebhookView:
        """Changes a receiver. Raises Conflict when `version` is no longer the stored one."""
        self.http.check(command.url)
        scope = self.desk.scope(by, "webhook_endpoint", "update")
        with self.desk.store.begin(by) as work:
            before = work.of(WebhookEndpoint).load(command.endpoint_id, scope)
            after = before.change(command.url, command.events, active=command.active)
            work.of(WebhookEndpoint).save(after, scope, expected=command.version)
            work.record("webhook.changed", after.id, {"active": after.active})
        return self.show(command.endpoint_id, by)

    def rotate(self, endpoint_id: str, by: Actor) -> WebhookAdded:
        """A new secret; the old one signs beside it for a day."""
        scope, value = self._mine(endpoint_id, by), secret(self.random(SECRET_BYTES))
        with self.desk.store.begin(by) as work:
            before = work.of(WebhookEndpoint).load(endpoint_id, scope)
            after = before.rotate(value, self.desk.clock.now())
            work.of(WebhookEndpoint).save(after, scope, expected=before.version)
            work.record("webhook.rotated", endpoint_id)
        return WebhookAdded(endpoint_id, value)

    def remove(self, endpoint_id: str, by: Actor) -> None:
        """Takes a receiver away, and with it everything that was to be sent to it."""
        self.show(endpoint_id, by)
        scope = self.desk.scope(by, "webhook_endpoint", "delete")
        with self.desk.store.begin(by) as work:
            work.of(WebhookEndpoint).load(endpoint_id, scope)
            gone = self.delivering.forget(work, endpoint_id)
            work.of(WebhookEndpoint).remove(endpoint_id, scope)
            work.record("webhook.removed", endpoint_id, {"deliveries": gone})

    def test(self, endpoint_id: str, by: Actor) -> View:
        """Sends a test event now and says what came back."""
        scope, now = self._mine(endpoint_id, by), self.desk.clock.now()
        with self.desk.store.begin(by) as work:
            endpoint = work.of(WebhookEndpoint).load(endpoint_id, scope)
            event = Event(TEST, endpoint_id, now, by.person_id, id=self.desk.ids.new("evt"))
            made = WebhookDelivery(
                id=delivery_id(endpoint_id, event.id),
                endpoint_id=endpoint_id,
                owner_id=endpoint.owner_id,
                event_id=event.id,
                event=event.name,
                at=now,
                body=cloud_event(by.tenant_id, event, {}),
                next_at=now,
            )
            self.delivering.add(work, [made])
            work.record("webhook.tested", endpoint_id)
        self.delivering.attempt(made.id)
        return self.deliveries(endpoint_id, by, Query(where=where(id=made.id)))[0]

    def replay(self, command: ReplayWebhook, by: Actor) -> int:
        """Queues deliveries again, each under its own id; says how many."""
        self._mine(command.endpoint_id, by)
        scope, now = self.desk.scope(by, "webhook_delivery", "update"), self.desk.clock.now()
        with self.desk.store.begin(by) as work:
            query = Query(where=_wanted(command), order=(("at", False),), limit=_MOST)
            found = work.of(WebhookDelivery).load_many(scope, query)
            if command.delivery_id and not found:
                raise NotFound(f"no webhook_delivery {command.delivery_id}")
            again = [(one.replay(now), one.version) for one in found]
            if again:
                work.of(WebhookDelivery).save_many(again, scope)
                work.record("webhook.replayed", command.endpoint_id, {"deliveries": len(again)})
                job = derived("job", DELIVER, *(f"{one.id}/{one.version}" for one, _ in again))
                args = {"endpoint": command.endpoint_id}
                work.enqueue(JobRequest(job, DELIVER, SYSTEM, args, command.endpoint_id))
        return len(again)

    def _mine(self, endpoint_id: str, by: Actor) -> Any:
        """The scope to change it. Raises NotFound when hidden, Refused when it is another's."""
        if self.show(endpoint_id, by).owner_id != by.person_id:
            raise Refused(
                "only its owner does this with a webhook",
                culprit=endpoint_id,
                remedy="add one of your own",
            )
        return self.desk.scope(by, "webhook_endpoint", "update")

    def _counts(self, work: UnitOfWork, by: Actor) -> Mapping[str, Mapping[str, int]]:
        scope = self.desk.scope(by, "webhook_delivery")
        counts: dict[str, dict[str, int]] = {}
        for row in work.of(WebhookDelivery).group(scope, ["endpoint_id", "state"], (COUNT,)):
            counts.setdefault(row["endpoint_id"], {})[row["state"]] = row["count"]
        return counts


def _wanted(command: ReplayWebhook) -> All:
    if command.delivery_id is not None:
        return All((where(endpoint_id=command.endpoint_id, id=command.delivery_id),))
    if command.since is None:
        raise Invalid("says neither which nor since when", culprit="since")
    states = ("failed",) if command.failed_only else ("failed", "delivered")
    span = [Compare(">=", Column("at"), Const(command.since))]
    if command.until is not None:
        span.append(Compare("<", Column("at"), Const(command.until)))
    return All((where(endpoint_id=command.endpoint_id, state=states), *span))


def _view(row: View, counts: Mapping[str, int]) -> WebhookView:
    shown: dict[str, Any] = {name: row[name] for name in _SHOWN if name != "events"}
    return WebhookView(
        **shown,
        events=tuple(row["events"]),
        pending=counts.get("pending", 0),
        failed=counts.get("failed", 0),
        delivered=counts.get("delivered", 0),
    )
