"""Who is put out by the directory: sessions, keys, jobs and webhooks of theirs all stop."""

import pytest
from tests.support.flow_site import FlowSite

from revrise.core.deals.deal import Deal
from revrise.core.errors import Refused
from revrise.core.webhooks.delivery import WebhookDelivery
from revrise.services.identity.keyring import MakeKey
from revrise.services.identity.opening import LoggedIn, Visit
from revrise.services.provisioning.users import UserSaid
from revrise.services.webhooks.commands import AddWebhook

URL = "https://hooks.example/in"


@pytest.mark.parametrize("way", ["active", "delete"])
def test_who_is_put_out_is_nobody_and_is_sent_nothing_what_waited_neither(
    site: FlowSite, way: str
) -> None:
    by = site.actor("manager")
    site.webhooks.add(AddWebhook(URL, ("deal.won",)), by)
    session = site.sign_in.opening.enter("manager", Visit())
    assert isinstance(session, LoggedIn)
    key = site.keyring.make_key(MakeKey("ci"), by).token
    site.put(Deal("deal_1", "Acme", "ClosedWon", "n1", "north", outcome="won"))
    site.receivers.is_down(URL)
    site.happened("deal.won", "deal_1", actor="n1", owner="n1")
    site.work_off()
    assert [one.state for one in site.all(WebhookDelivery)] == ["pending"]
    tried = len(site.receivers.got)

    if way == "active":
        said = UserSaid("manager", email="max@example.org", display_name="Max", active=False)
        site.scim_users.change("manager", lambda _: said, "prv_test")
    else:
        site.scim_users.remove("manager", "prv_test")
    assert site.credentials.of_session(session.token) is None
    assert site.credentials.of_key(key) is None
    with pytest.raises(Refused):
        site.people.on_behalf("manager")
    site.receivers.answers.clear()
    site.happened("deal.won", "deal_1", actor="n1", owner="n1")
    for _ in range(3):
        site.wait(hours=6)
        site.work_off()
    assert len(site.receivers.got) == tried
