"""Receivers that are down, slow or gone: tried again, switched off, sent the same once more."""

from datetime import timedelta

import pytest
from tests.services.webhook_world import DEAL, OTHER, URL, add, deliveries, won
from tests.support.flow_site import NOW, Context, Crash, FlowSite

from revrise.core.conversations.call import Call
from revrise.core.errors import Conflict, Invalid
from revrise.core.notifications.notification import Notification
from revrise.core.webhooks.delivery import WAITS, WebhookDelivery
from revrise.core.webhooks.endpoint import WebhookEndpoint
from revrise.services.webhooks.commands import ChangeWebhook, ReplayWebhook


def test_a_receiver_that_is_down_is_tried_again_with_growing_waits(site: FlowSite):
    add(site)
    site.put(DEAL)
    site.receivers.is_down(URL)
    won(site)
    waits = []
    for _ in range(len(WAITS)):
        site.work_off()
        (one,) = deliveries(site)
        waits.append((one.next_at - site.clock.now()).total_seconds())
        site.clock.at = one.next_at
    assert all(0.8 * base <= wait <= 1.2 * base for base, wait in zip(WAITS, waits, strict=True))
    site.work_off()
    (one,) = deliveries(site)
    assert (one.state, one.attempts) == ("failed", len(WAITS) + 1)
    assert len(set(site.receivers.ids(URL))) == 1


def test_retry_after_is_honoured(site: FlowSite):
    add(site)
    site.put(DEAL)
    site.receivers.says(URL, 503, retry_after="1200")
    won(site)
    site.work_off()
    (one,) = deliveries(site)
    assert one.next_at == NOW + timedelta(seconds=1200)
    assert one.error == "it answered 503"


def test_what_was_put_off_before_the_clock_was_set_back_does_not_wait_for_it(site: FlowSite):
    add(site)
    site.put(DEAL)
    site.receivers.is_down(URL)
    site.clock.at = NOW + timedelta(days=30)
    won(site)
    site.work_off()
    site.receivers.says(URL, 200)
    site.clock.at = NOW
    site.work_off()
    assert [one.state for one in deliveries(site)] == ["delivered"]


def test_a_receiver_that_is_down_costs_the_others_nothing(site: FlowSite):
    """And itself one attempt, however much waits for it."""
    add(site)
    add(site, "manager", OTHER)
    site.put(DEAL)
    site.receivers.is_down(URL)
    for _ in range(5):
        won(site)
    site.work_off()
    assert len(site.receivers.ids(URL)) == 1
    assert len(set(site.receivers.ids(OTHER))) == 5
    assert {one.state for one in deliveries(site, OTHER)} == {"delivered"}
    site.receivers.says(URL, 200)
    site.wait(seconds=7)
    site.work_off()
    assert [one.state for one in deliveries(site)] == ["delivered"] * 5
    assert len(set(site.receivers.ids(URL))) == 5


def test_a_receiver_that_is_gone_is_switched_off_at_once(site: FlowSite):
    add(site)
    site.put(DEAL)
    site.receivers.says(URL, 410)
    won(site)
    site.work_off()
    (endpoint,) = site.all(WebhookEndpoint)
    assert (endpoint.active, endpoint.off_because) == (False, "it says it is gone")
    told = [one for one in site.all(Notification) if one.kind == "webhook.disabled"]
    assert [one.person_id for one in told] == ["manager"]
    titles = {one.title.en for one in site.notifications.list(site.actor("manager"))}
    assert "The webhook to crm.example was switched off" in titles


def test_a_receiver_that_failed_for_five_days_is_switched_off(site: FlowSite):
    endpoint_id = add(site)
    site.put(DEAL)
    site.receivers.says(URL, 500)
    won(site)
    site.work_off()
    site.wait(days=5, minutes=1)
    site.work_off()
    by = site.actor("manager")
    assert site.webhooks.show(endpoint_id, by).off_because == "it failed for five days"
    shown = site.webhooks.show(endpoint_id, by)
    change = ChangeWebhook(endpoint_id, URL, ("*",), active=True, version=shown.version)
    assert site.webhooks.change(change, by).failing_since is None


def test_replay_sends_the_same_message_again(site: FlowSite):
    endpoint_id = add(site)
    site.put(DEAL)
    won(site)
    site.work_off()
    (one,) = deliveries(site)
    by = site.actor("manager")
    assert site.webhooks.replay(ReplayWebhook(endpoint_id, one.id), by) == 1
    with pytest.raises(Conflict, match="still being delivered"):
        site.webhooks.replay(ReplayWebhook(endpoint_id, one.id), by)
    site.work_off()
    assert site.receivers.ids(URL) == [one.id, one.id]


def test_a_span_of_time_is_replayed(site: FlowSite):
    endpoint_id = add(site)
    site.put(DEAL)
    for _ in range(4):
        won(site)
        site.work_off()
        site.wait(hours=1)
    span = ReplayWebhook(
        endpoint_id,
        since=NOW + timedelta(hours=1),
        until=NOW + timedelta(hours=3),
        failed_only=False,
    )
    assert site.webhooks.replay(span, site.actor("manager")) == 2
    with pytest.raises(Invalid, match="since"):
        site.webhooks.replay(ReplayWebhook(endpoint_id), site.actor("manager"))


def test_dying_after_any_commit_sends_every_message_and_keeps_one_record(site: FlowSite):
    add(site)
    site.put(DEAL, Call("call_1", "Intro", "n1", "north", NOW, "en", "f" * 64))
    won(site)
    site.happened("call.scored", "call_1", person="n1", scorecards=2)
    site.relay_all()
    (endpoint,) = site.all(WebhookEndpoint)
    for die_after in (1, 1, 2, 2):
        site.store.left = die_after
        with pytest.raises(Crash):
            site.flow.delivering.run(Context(), {"endpoint": endpoint.id})
        site.store.left = None
        site.wait(minutes=2)
    site.flow.delivering.run(Context(), {"endpoint": endpoint.id})
    assert [one.state for one in site.all(WebhookDelivery)] == ["delivered"] * 2
    assert set(site.receivers.ids(URL)) == {one.id for one in site.all(WebhookDelivery)}
