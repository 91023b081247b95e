"""Sending deliveries: one receiver at a time, each result kept before the next is sent."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from attrs import evolve, frozen

from revrise.core.errors import Conflict, RevRiseError
from revrise.core.events import Event
from revrise.core.governance.actor import SYSTEM, system_actor
from revrise.core.governance.rule import All, AnyOf, Column, Compare, Const, Rule, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.ids import derived
from revrise.core.people.person import Person
from revrise.core.webhooks.cloud_event import CONTENT_TYPE, body
from revrise.core.webhooks.delivery import AHEAD, WebhookDelivery
from revrise.core.webhooks.endpoint import WebhookEndpoint
from revrise.core.webhooks.signature import sign
from revrise.ports.http import HttpAnswer, HttpClient
from revrise.ports.jobs import JobContext, JobRequest
from revrise.ports.query import Measure, Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk

DELIVER = "webhook.deliver"
_REASON = "deliver webhooks"
_AT_ONCE = 50
# So much longer than an attempt may take is nobody else to try a delivery that is under way.
_MARGIN_S = 15.0


@frozen
class Delivering:
    """The task, and what it does to one delivery. An attempt takes `timeout_s` at most."""

    desk: Desk
    tenant_id: str
    http: HttpClient
    timeout_s: float = 10.0

    def run(self, context: JobContext, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """Sends what is due to one receiver, in order, until one fails; then all of it waits."""
        ids, tried = self._due(args["endpoint"]), 0
        for number, delivery in enumerate(ids, 1):
            context.progress(number, len(ids), "deliveries")
            after = self.attempt(delivery)
            tried += after is not None
            if after is not None and after.state != "delivered":
                self._put_off(args["endpoint"], after)
                break
        return {"tried": tried}

    def attempt(self, delivery_id: str) -> WebhookDelivery | None:
        """One attempt; None when it is not to be sent any more, or somebody else sends it."""
        taken = self._take(delivery_id)
        if taken is None:
            return None
        endpoint, delivery = taken
        answer, error = self._send(endpoint, delivery)
        return self._settle(delivery, answer, error)

    def due_endpoints(self) -> Sequence[tuple[str, datetime]]:
        """The receivers that something is due for now, with the earliest time."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            groups = work.of(WebhookDelivery).group(
                self._scope("webhook_delivery"),
                ["endpoint_id"],
                (Measure("earliest", "min", "next_at"),),
                Query(where=self._now_due()),
            )
        return [(row["endpoint_id"], row["earliest"]) for row in groups]

    def pending(self) -> int:
        """How many deliveries are neither made nor given up."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            query = Query(where=where(state="pending"))
            return work.of(WebhookDelivery).count(self._scope("webhook_delivery"), query)

    def add(self, work: UnitOfWork, made: Iterable[WebhookDelivery]) -> None:
        """Stores new deliveries."""
        work.of(WebhookDelivery).add_many(made, self._scope("webhook_delivery", "create"))

    def forget(self, work: UnitOfWork, endpoint_id: str) -> int:
        """Takes away all deliveries of a receiver."""
        scope = self._scope("webhook_delivery", "delete")
        query = Query(where=where(endpoint_id=endpoint_id), columns=("id",))
        rows = work.of(WebhookDelivery).rows(self._scope("webhook_delivery"), query)
        for row in rows:
            work.of(WebhookDelivery).remove(row["id"], scope)
        return len(rows)

    def _due(self, endpoint_id: str) -> list[str]:
        rule = All((where(endpoint_id=endpoint_id), self._now_due()))
        query = Query(rule, (("at", False),), _AT_ONCE, columns=("id",))
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            rows = work.of(WebhookDelivery).rows(self._scope("webhook_delivery"), query)
        return [row["id"] for row in rows]

    def _now_due(self) -> Rule:
        now, at = self.desk.clock.now(), Column("next_at")
        due = Compare("<=", at, Const(now)), Compare(">", at, Const(now + AHEAD))
        return All((where(state="pending"), AnyOf(due)))

    def _take(self, delivery_id: str) -> tuple[WebhookEndpoint, WebhookDelivery] | None:
        now = self.desk.clock.now()
        try:
            with self.desk.store.begin(system_actor(self.tenant_id)) as work:
                scope = self._scope("webhook_delivery", "update")
                found = work.of(WebhookDelivery).load_many(
                    scope, Query(where=where(id=delivery_id))
                )
                if not found or not found[0].due(now):
                    return None
                endpoint = self._endpoint(work, found[0].endpoint_id)
                if not endpoint.active or not self._owner_is_in(work, endpoint):
                    return None
                taken = evolve(
                    found[0], next_at=now + self._under_way, version=found[0].version + 1
                )
                work.of(WebhookDelivery).save(taken, scope, expected=found[0].version)
                work.record("webhook.trying", delivery_id, {"attempt": taken.attempts + 1})
        except Conflict:
            return None
        return endpoint, taken

    def _owner_is_in(self, work: UnitOfWork, endpoint: WebhookEndpoint) -> bool:
        """Whoever was put out gets nothing any more, what waited for them neither."""
        query = Query(where=where(id=endpoint.owner_id, active=True))
        return work.of(Person).count(self._scope("person"), query) > 0

    def _send(
        self, endpoint: WebhookEndpoint, delivery: WebhookDelivery
    ) -> tuple[HttpAnswer | None, str]:
        payload, now = body(delivery.body), self.desk.clock.now()
        signed = sign(delivery.id, now, payload, endpoint.signing(now))
        headers = {"content-type": CONTENT_TYPE, "user-agent": "RevRise-Webhooks/1", **signed}
        try:
            return self.http.post(endpoint.url, payload, headers), ""
        except RevRiseError as error:
            return None, error.message

    def _settle(
        self, delivery: WebhookDelivery, answer: HttpAnswer | None, error: str
    ) -> WebhookDelivery:
        now = self.desk.clock.now()
        after = _result(delivery, answer, error, now)
        gone = answer is not None and answer.status == HTTPStatus.GONE
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            deliveries = self._scope("webhook_delivery", "update")
            work.of(WebhookDelivery).save(after, deliveries, expected=delivery.version)
            self._judge(work, after, now, gone=gone)
            counts = {"attempt": after.attempts, "status": after.status}
            work.record(f"webhook.{after.state}", after.id, counts)
        return after

    def _judge(
        self, work: UnitOfWork, after: WebhookDelivery, now: datetime, *, gone: bool
    ) -> None:
        """Whether the receiver is still worth trying."""
        before = self._endpoint(work, after.endpoint_id)
        endpoint = before.heard(well=after.state == "delivered", at=now)
        if before.active and (gone or endpoint.hopeless(now)):
            because = "it says it is gone" if gone else "it failed for five days"
            endpoint = endpoint.switch_off(because)
            data = {"owner": endpoint.owner_id}
            work.emit(Event("webhook.disabled", endpoint.id, now, SYSTEM, data))
        if endpoint is not before:
            endpoint = evolve(endpoint, version=before.version + 1)
            scope = self._scope("webhook_endpoint", "update")
            work.of(WebhookEndpoint).save(endpoint, scope, expected=before.version)

    def _put_off(self, endpoint_id: str, failed: WebhookDelivery) -> None:
        """What else is due waits as long: a receiver that is down costs one time-out, not many."""
        if failed.next_at <= self.desk.clock.now():
            return
        rule = All((where(endpoint_id=endpoint_id), self._now_due()))
        scope = self._scope("webhook_delivery", "update")
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            found = work.of(WebhookDelivery).load_many(scope, Query(where=rule))
            later = [(evolve(one, next_at=failed.next_at, version=one.version + 1), one.version)
                     for one in found]  # fmt: skip
            if later:
                work.of(WebhookDelivery).save_many(later, scope)
                work.record("webhook.put_off", endpoint_id, {"deliveries": len(later)})

    @property
    def _under_way(self) -> timedelta:
        return timedelta(seconds=self.timeout_s + _MARGIN_S)

    def _endpoint(self, work: UnitOfWork, endpoint_id: str) -> WebhookEndpoint:
        return work.of(WebhookEndpoint).load(endpoint_id, self._scope("webhook_endpoint", "update"))

    def _scope(self, resource: str, action: str = "read") -> Scope:
        return system_scope(self.tenant_id, resource, action, _REASON)


def deliver_job(endpoint_id: str, *why: str) -> JobRequest:
    """The job that sends what is due to a receiver; the same `why` is the same job."""
    job_id = derived("job", DELIVER, endpoint_id, *why)
    return JobRequest(job_id, DELIVER, SYSTEM, {"endpoint": endpoint_id}, endpoint_id)


def _result(
    delivery: WebhookDelivery, answer: HttpAnswer | None, error: str, now: datetime
) -> WebhookDelivery:
    if answer is None:
        return delivery.failed(error, now)
    status = answer.status
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return delivery.delivered(status, now)
    said = f"it answered {status}"
    if status == HTTPStatus.GONE:
        return delivery.given_up(said, now, status)
    return delivery.failed(said, now, status=status, wait_s=_retry_after(answer, now))


def _retry_after(answer: HttpAnswer, now: datetime) -> float | None:
    """Seconds that the receiver asked for, as a number or a date."""
    said = answer.headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(said)
    try:
        return (parsedate_to_datetime(said) - now).total_seconds() if said else None
    except (ValueError, TypeError):
        return None
