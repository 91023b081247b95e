"""What is expected to be said in a call reaches the transcriber, as far as its uploader sees it."""

import pytest
from attrs import evolve
from tests.support.flow_site import NOW
from tests.support.talking import Talking, record, state

from revrise.core.content.asset import Asset
from revrise.core.conversations.call import Call
from revrise.core.deals.account import Account, Product
from revrise.core.deals.deal import Deal
from revrise.services.processing.vocabulary import Vocabulary


@pytest.fixture
def site(site: Talking) -> Talking:
    site.put(
        Account("acme", "Acme GmbH", owner_id="n1", team_id="north"),
        Account("other", "Borealis", owner_id="n1", team_id="north"),
        Account("hidden", "Secretive", owner_id="s1", team_id="south"),
        Product("prod", "RevRise Enterprise"),
        Asset("card", "battlecard", "Beat Zuora", "enb", "en", "published",
              {"competitor": "Zuora", "stage": "x"}),
        Asset("draft", "deck", "Unborn", "enb", "en", "draft", {"competitor": "Nobody"}),
    )  # fmt: skip
    return site


def expected(site: Talking, account: str | None = "acme", most: int = 80) -> tuple[str, ...]:
    return Vocabulary(site.desk, most).of("n1", account, site.actor("n1"))


def test_the_likeliest_come_first_and_nothing_hidden_comes(site: Talking) -> None:
    found = expected(site)
    assert found[:3] == ("Acme GmbH", "Nora", "RevRise Enterprise")
    assert {"Zuora", "Borealis", "Beat Zuora"} <= set(found)
    assert not {"Secretive", "Unborn", "Nobody", "x"} & set(found)
    assert len(found) == len(set(found))


def test_what_the_uploader_may_not_see_is_not_expected(site: Talking) -> None:
    """An administrator adds the call; accounts are none of their business."""
    found = Vocabulary(site.desk).of("n1", "acme", site.actor("admin"))
    assert not {"Acme GmbH", "Borealis"} & set(found)


def test_there_are_no_more_than_are_wanted_nor_than_a_model_takes(site: Talking) -> None:
    assert len(expected(site, most=2)) == 2
    assert expected(site, most=0) == ()
    site.put(*(Product(f"p{n}", f"Product number {n:05}") for n in range(60)))
    assert sum(map(len, expected(site))) <= 600


def test_a_name_with_line_breaks_is_one_line_and_a_novel_is_left_out(site: Talking) -> None:
    site.change(evolve(site.all(Account)[0], name="Ac\nme  Inc", version=2))
    site.put(Product("long", "A" * 41))
    found = expected(site, site.all(Account)[0].id)
    assert "Ac me Inc" in found
    assert "A" * 41 not in found


def test_words_and_the_delay_of_a_channel_reach_the_transcriber(site: Talking) -> None:
    site.put(Deal("deal", "A deal", "new", "n1", "north", account_id="acme", opened_at=NOW))
    record(site, deal_id="deal", channel_delay_ms=-250)
    site.work_off()
    assert state(site) == "analysed"
    (asked,) = site.speech.asked
    assert asked.vocabulary[0] == "Acme GmbH"
    assert asked.channel_offsets_ms == (250, 0)
    (call,) = site.all(Call)
    assert call.hints is not None
    assert call.hints["channel_delay_ms"] == -250
