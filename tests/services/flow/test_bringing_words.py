"""A file goes into the call that is on record without its words, not into a new one."""

from typing import Any

import pytest
from attrs import evolve
from tests.support.flow_site import NOW, TENANT
from tests.support.talking import VTT, Talking, receive, record

from revrise.core.conversations.call import Call
from revrise.core.deals.deal import Deal
from revrise.core.errors import Conflict, NotFound, Refused
from revrise.services.calls.receiving import ReceiveCall

LOGGED = Call(
    "call_crm", "Third call", "n1", "north", NOW, "", "f" * 64, deal_id="deal_1"
)  # fmt: skip
DEAL = Deal("deal_1", "Acme, 40 seats", "Proposal", "n1", "north")


@pytest.fixture
def site(site: Talking) -> Talking:
    site.put(DEAL, LOGGED)
    return site


@pytest.mark.parametrize("bring", [receive, record])
def test_a_file_goes_into_the_call_and_what_is_known_of_it_stays(site: Talking, bring: Any):
    bring(site, call_id=LOGGED.id, title="Another", rep_id="nobody", at=NOW.replace(year=2020))
    site.work_off()
    (call,) = site.all(Call)
    assert call.state == "analysed"
    kept = ("id", "title", "owner_id", "team_id", "started_at", "deal_id", "account_id")
    assert [getattr(call, name) for name in kept] == [getattr(LOGGED, name) for name in kept]
    assert call.metrics["talk_share"].value is not None


def test_the_same_file_again_changes_nothing_and_another_is_refused(site: Talking):
    receive(site, call_id=LOGGED.id)
    site.work_off()
    (before,) = site.all(Call)
    assert receive(site, call_id=LOGGED.id).id == LOGGED.id
    with pytest.raises(Conflict, match="the call is analysed"):
        receive(site, VTT + b"\n", call_id=LOGGED.id)
    assert site.all(Call) == [before]


def test_a_file_that_is_another_call_is_not_counted_twice(site: Talking):
    other = receive(site)
    with pytest.raises(Conflict, match="another call already") as told:
        receive(site, call_id=LOGGED.id)
    assert told.value.culprit == other.id
    assert next(one for one in site.all(Call) if one.id == LOGGED.id) == LOGGED


def test_a_failed_call_takes_another_file(site: Talking):
    site.change(evolve(LOGGED, state="failed", blocked_reason="no speech", version=2))
    receive(site, call_id=LOGGED.id)
    site.work_off()
    assert [one.state for one in site.all(Call)] == ["analysed"]


def test_only_who_may_add_such_a_call_brings_its_words(site: Talking):
    for who, wrong in {"s1": NotFound, "n2": NotFound, "enb": Refused}.items():
        sha256 = site.blobs.put(TENANT, [VTT]).sha256
        command = ReceiveCall(sha256, "talk.vtt", "n1", "all-party", call_id=LOGGED.id)
        with pytest.raises(wrong):
            site.calls.receive(command, site.actor(who))
    assert site.all(Call) == [LOGGED]
    for who in ("n1", "coach", "manager"):
        assert "bring" in site.call_pages.show(LOGGED.id, site.actor(who)).allowed
    site.change(evolve(LOGGED, state="received", version=2))
    assert "bring" not in site.call_pages.show(LOGGED.id, site.actor("n1")).allowed
