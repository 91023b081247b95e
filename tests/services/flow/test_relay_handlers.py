"""What handlers make of events is made once, however often an event comes to them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.support.database_state import state
from tests.support.flow_site import NOW, TENANT, FlowSite

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.tracker_text import TrackerText
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.deals.deal import Deal
from revrise.core.governance.consent import Consent
from revrise.core.money import Money
from revrise.core.notifications.notification import Notification
from revrise.core.people.competency import Observation
from revrise.core.rewards.posting import LedgerPosting
from revrise.services.webhooks.commands import AddWebhook

TALK = Transcript("en", (Speaker("A", "seller"),), (Utterance("A", "The price?", 0, 9),))


LISTENED = "[[trackers]]\nid = 'cost'\ntitle.en = 'Cost'\nwhen = {phrases = ['the price']}\n"


def test_points_follow_a_won_deal_once(site: FlowSite):
    won = Deal(
        "deal_1", "Acme", "ClosedWon", "n1", "north", outcome="won", closed_at=NOW,
        opened_at=NOW, value=Money.of(50_000, "USD"),
    )  # fmt: skip
    site.put(won)
    site.happened("deal.won", "deal_1", actor="n1", owner="n1")
    events = site.store.claim(TENANT, "me", 60)
    rewards = next(one for one in site.flow.relay.handlers if one.name == "rewards")
    for _ in range(3):
        rewards.handle(events)
    wallet = [one for one in site.all(LedgerPosting) if one.wallet]
    assert len({one.entry_id for one in wallet}) == len(wallet) > 0
    site.store.release(TENANT, "me")
    site.work_off()
    points = [one for one in site.all(Notification) if one.kind == "points.granted"]
    assert [(one.person_id, one.data["points"]) for one in points] == [
        ("n1", sum(one.points for one in wallet))
    ]


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_every_handler_done_again_writes_nothing_at_all(
    request: pytest.FixtureRequest, tmp_path: Path, bundled: Any, database: str
):
    url = request.getfixturevalue(f"{database}_url")
    site = FlowSite(url, tmp_path, bundled).populate()
    site.webhooks.add(AddWebhook("https://a.example/"), site.actor("manager"))
    site.put(
        Call("call_1", "Intro", "n1", "north", NOW, "en", "f" * 64, participants=("A",),
             state="analysed"),
        CallTranscript("w_1", "call_1", "n1", "north", TALK),
        TrackerText("trk_1", 1, LISTENED, "manager", NOW),
        Consent("con_1", "call_1", "A", "coach", "consent", "EU", NOW, "n1", "north"),
        *(level(f"call_{n}", n) for n in range(1, 6)),
        Deal(
            "deal_1", "Acme", "ClosedWon", "n1", "north", outcome="won", closed_at=NOW,
            opened_at=NOW, value=Money.of(50_000, "USD"),
        ),
    )  # fmt: skip
    site.happened("call.scored", "call_1", person="n1", scorecards=1)
    site.happened("deal.won", "deal_1", actor="n1", owner="n1")
    site.happened("plan.proposed", "plan_1", actor="coach", person="n1", coach="coach")
    events = site.store.claim(TENANT, "me", 60)
    names = []
    for handler in site.flow.relay.handlers:
        before = state(url)
        handler.handle(events)
        after = state(url)
        assert (after != before) or handler.name == "plugins", handler.name
        for _ in range(2):
            handler.handle(events)
            assert state(url) == after, handler.name
        names.append(handler.name)
    assert names == [
        "plugins", "rewards", "coaching", "notifications", "webhooks", "search", "trackers",
    ]  # fmt: skip
    site.close()


def level(subject: str, number: int) -> Observation:
    """A low level; the last of them makes the gap certain."""
    return Observation(
        f"obs_{number}", "n1", "north", "discovery", 1.0 + number % 2 * 0.2,
        NOW - timedelta(days=number - 1), subject, f"score_{number}", "open", "few",
    )  # fmt: skip
