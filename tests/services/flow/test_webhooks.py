"""Receivers hear of what their owners may read: signed, and nothing else."""

import json
from datetime import timedelta

import pytest
from attrs import evolve
from standardwebhooks import Webhook
from tests.services.webhook_world import DEAL, OTHER, THEIRS, URL, add, deliveries, won
from tests.support.flow_site import NOW, FlowSite

from revrise.core.conversations.call import Call
from revrise.core.deals.account import Card
from revrise.core.errors import Invalid, NotFound, Refused
from revrise.core.governance.contact_consent import ConsentRequest
from revrise.core.webhooks.delivery import WebhookDelivery
from revrise.core.webhooks.endpoint import WebhookEndpoint
from revrise.services.webhooks.commands import AddWebhook, ChangeWebhook


def test_an_event_arrives_signed_as_a_cloud_event(site: FlowSite):
    added = site.webhooks.add(AddWebhook(URL, ("deal.*",)), site.actor("manager"))
    site.put(DEAL)
    won(site)
    site.work_off()
    ((url, headers, body),) = site.receivers.got
    assert url == URL
    assert Webhook(added.secret).sign(headers["webhook-id"], NOW, body.decode()) in (
        headers["webhook-signature"].split(" ")
    )
    event = json.loads(body)
    assert event["specversion"] == "1.0"
    assert event["type"] == "revrise.deal.won.v1"
    assert event["subject"] == "deal_1"
    assert event["data"] == {"from": "Closing", "to": "Won", "owner": "n1"}
    (kept,) = deliveries(site)
    assert (kept.state, kept.status, kept.attempts) == ("delivered", 204, 1)


def test_its_owner_is_told_nothing_they_may_not_read(site: FlowSite):
    """A manager of the north hears of no deal of the south; an admin hears of no deal."""
    add(site, "manager")
    add(site, "admin", OTHER)
    site.put(DEAL, THEIRS)
    won(site)
    won(site, "deal_2", "s1")
    site.work_off()
    subjects = [json.loads(body)["subject"] for _, _, body in site.receivers.got]
    assert subjects == ["deal_1"]


@pytest.mark.parametrize(
    ("wanted", "remedy"),
    [("call.scord", "did you mean call.scored?"), ("invoice.*", "docs/webhooks.md")],
)
def test_an_event_that_never_happens_is_refused(site: FlowSite, wanted: str, remedy: str):
    with pytest.raises(Invalid, match="there is no event") as caught:
        add(site, "manager", URL, "deal.*", wanted)
    assert remedy in str(caught.value)


def test_events_nobody_asked_for_make_no_delivery(site: FlowSite):
    add(site, "manager", URL, "call.scored")
    site.put(DEAL)
    won(site)
    site.work_off()
    assert site.all(WebhookDelivery) == []


def test_that_consent_was_taken_back_is_told_to_who_may_read_the_call(site: FlowSite):
    """Of the call of the south the manager of the north hears nothing."""
    add(site, "manager", URL, "consent.*")
    site.put(
        Call("call_1", "Intro", "n1", "north", NOW, "en", "f" * 64),
        Call("call_2", "Intro", "s1", "south", NOW, "en", "e" * 64),
    )
    for one in ("call_1", "call_2"):
        site.happened("consent.withdrawn", one, purpose="coach")
    site.work_off()
    told = [json.loads(body) for _, _, body in site.receivers.got]
    assert [(one["subject"], one["data"]) for one in told] == [("call_1", {})]


def test_that_a_contact_answered_is_told_in_numbers(site: FlowSite):
    add(site, "manager", URL, "consent.answered")
    until = NOW + timedelta(days=9)
    site.put(Card("card_1", "Wei Chen", owner_id="n1", team_id="north"))
    asked = ConsentRequest("crq_1", "card_1", ("coach", "share"), "CN", "1", "h", "n1", NOW, until)
    site.put(evolve(asked, owner_id="n1", team_id="north", answered_at=NOW))
    site.happened("consent.answered", "crq_1", person="n1", given=1, refused=1)
    site.work_off()
    (event,) = [json.loads(body) for _, _, body in site.receivers.got]
    assert event["type"] == "revrise.consent.answered.v1"
    assert event["data"] == {"person": "n1", "given": 1, "refused": 1}


def test_relayed_again_it_is_the_same_message(site: FlowSite):
    add(site)
    site.put(DEAL)
    won(site)
    events = site.store.claim("local", "me", 60)
    webhooks = site.flow.relay.handlers[4]
    for _ in range(3):
        webhooks.handle(events)
    site.work_off()
    assert len(site.receivers.got) == len(site.all(WebhookDelivery)) == 1


def test_a_rotated_secret_signs_beside_the_old_one_for_a_day(site: FlowSite):
    by = site.actor("manager")
    old = site.webhooks.add(AddWebhook(URL), by)
    new = site.webhooks.rotate(old.id, by)
    site.put(DEAL)
    for hours, secrets in ((0, [new.secret, old.secret]), (25, [new.secret])):
        site.wait(hours=hours)
        won(site)
        site.work_off()
        _, headers, body = site.receivers.got[-1]
        at = site.clock.now()
        wanted = [Webhook(one).sign(headers["webhook-id"], at, body.decode()) for one in secrets]
        assert headers["webhook-signature"].split(" ") == wanted


def test_a_test_says_at_once_what_came_back(site: FlowSite):
    endpoint_id = add(site)
    site.receivers.says(URL, 401)
    found = site.webhooks.test(endpoint_id, site.actor("manager"))
    assert (found["state"], found["status"], found["attempts"]) == ("pending", 401, 1)


def test_secrets_are_never_shown_again(site: FlowSite):
    secret = site.webhooks.add(AddWebhook(URL), site.actor("manager")).secret
    for person in ("manager", "admin", None):
        by = site.actor(person)
        assert secret not in repr(site.webhooks.list(by))
    with pytest.raises(Refused):
        site.webhooks.list(site.actor("n1"))
    assert site.webhooks.list(site.actor("enb")) == []


def test_what_is_another_s_is_hidden_or_refused(site: FlowSite):
    endpoint_id = add(site)
    with pytest.raises(NotFound):
        site.webhooks.rotate(endpoint_id, site.actor("enb"))
    with pytest.raises(Refused):
        site.webhooks.rotate(endpoint_id, site.actor("admin"))
    shown = site.webhooks.show(endpoint_id, site.actor("admin"))
    off = ChangeWebhook(endpoint_id, URL, shown.events, active=False, version=shown.version)
    assert not site.webhooks.change(off, site.actor("admin")).active
    elsewhere = evolve(off, url=OTHER, version=shown.version + 1)
    with pytest.raises(Refused, match="url"):
        site.webhooks.change(elsewhere, site.actor("admin"))


def test_removing_takes_its_deliveries_along(site: FlowSite):
    endpoint_id = add(site)
    site.put(DEAL)
    won(site)
    site.relay_all()
    site.webhooks.remove(endpoint_id, site.actor("manager"))
    assert site.all(WebhookEndpoint) == site.all(WebhookDelivery) == []
    site.work_off()
    assert site.receivers.got == []


@pytest.mark.parametrize("url", ["http://a.example/", "https://u:p@a.example/", "ftp://a.example"])
def test_urls_that_would_never_be_called_are_refused(site: FlowSite, url: str):
    with pytest.raises(Invalid, match="url"):
        site.webhooks.add(AddWebhook(url), site.actor("manager"))


def test_an_owner_who_left_is_sent_nothing(site: FlowSite):
    add(site)
    site.put(DEAL)
    from revrise.core.people.person import Person

    gone = next(one for one in site.all(Person) if one.id == "manager")
    site.change(evolve(gone, active=False, version=gone.version + 1))
    won(site)
    site.work_off()
    assert site.receivers.got == []
