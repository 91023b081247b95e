"""Entries of the points ledger: balanced, of whole points, the same however often granted."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from revrise.core.bilingual import Bilingual
from revrise.core.errors import Conflict, Invalid
from revrise.core.rewards.entry import LedgerEntry, Posting, grant, reverse, wallet
from revrise.core.rewards.facts import DealWon, Facts
from revrise.core.rewards.rule import RewardDecision, RewardRuleDefinition

NOW = datetime(2026, 1, 1, tzinfo=UTC)
WHY = Bilingual("because", "因为")
DEALS = RewardRuleDefinition("deal-won", WHY, WHY, 100)


def decision(source="d1", points=100, rule=DEALS):
    return RewardDecision(rule, "p1", source, NOW, granted=True, points=points, reason=WHY)


def test_granting_twice_under_a_newer_version_gives_an_entry_of_the_same_id():
    newer = grant(decision(points=300, rule=evolve(DEALS, version=2)))
    assert newer.id == grant(decision()).id
    assert grant(decision("d2")).id != newer.id


def test_an_entry_names_the_edition_of_the_rule_and_its_source():
    entry = grant(decision())
    assert (entry.rule, entry.source_id, entry.points) == ("deal-won@1", "d1", 100)


def test_a_reversal_takes_back_exactly_what_was_posted_and_is_final():
    entry = grant(decision())
    back = reverse(entry, NOW, WHY)
    assert back.postings == (Posting("rule:deal-won", 100), Posting(wallet("p1"), -100))
    assert (back.reverses, back.id) == (entry.id, reverse(entry, NOW + timedelta(1), WHY).id)
    with pytest.raises(Conflict, match="reversal cannot be reversed"):
        reverse(back, NOW, WHY)


@pytest.mark.parametrize("postings", [(), (Posting("a", 1),), (Posting("a", 1), Posting("b", -2))])
def test_postings_that_do_not_balance_are_refused(postings):
    with pytest.raises(Invalid, match="sum to zero"):
        LedgerEntry("e", NOW, "p1", postings, WHY)


@pytest.mark.parametrize("points", [1.5, True, "3", None])
def test_points_are_whole_numbers_everywhere(points):
    with pytest.raises(Invalid):
        Posting("a", points)
    with pytest.raises(Invalid):
        RewardRuleDefinition("r", WHY, WHY, points)


def test_decisions_must_make_sense():
    with pytest.raises(Invalid, match="a grant has points"):
        decision(points=0)
    with pytest.raises(Invalid, match="reason"):
        evolve(decision(), reason=Bilingual("yes", " "))
    with pytest.raises(Conflict, match="refusal"):
        grant(evolve(decision(), granted=False, points=0))


def test_facts_are_in_time_order_however_they_are_given():
    late, early = NOW, NOW - timedelta(1)
    given = [("c", late), ("a", late), ("b", early)]
    facts = Facts("p1", tuple(DealWon(name, "p1", at) for name, at in given))
    assert [fact.id for fact in facts.all] == ["b", "a", "c"]
