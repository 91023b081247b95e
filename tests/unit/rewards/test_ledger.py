"""The points ledger: always balanced, never doubled, the same on replay."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from revrise.core.bilingual import Bilingual
from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.rewards.entry import (
    LedgerEntry,
    Posting,
    grant,
    redeem,
    reverse,
    wallet,
)
from revrise.core.rewards.facts import CourseCompleted, DealWon, Facts, RolePlayPassed, Withdrawn
from revrise.core.rewards.ledger import Ledger, balances, decide, replay
from revrise.core.rewards.rule import RewardDecision, RewardRuleDefinition, granted, refused

NOW = datetime(2026, 1, 1, tzinfo=UTC)
WHY = Bilingual("because", "因为")
DEALS = RewardRuleDefinition("deal-won", WHY, WHY, 100)


def pay_deals(facts):
    for deal in facts.won():
        yield granted(DEALS, deal, WHY)


def pay_practised(facts):
    definition = RewardRuleDefinition("practised", WHY, WHY, 50)
    for deal in facts.won():
        before = [one for one in facts.practice() if one.at <= deal.at]
        if before:
            yield granted(definition, deal, WHY, before[-1])
        else:
            yield refused(definition, deal, WHY, WHY)


def won(name, day=0, person="p1"):
    return DealWon(name, person, NOW + timedelta(days=day))


def decision(source="d1", person="p1", points=100, rule_=DEALS):
    return RewardDecision(rule_, person, source, NOW, granted=True, points=points, reason=WHY)


class LedgerMachine(RuleBasedStateMachine):
    """Grants, repeats, reversals and redemptions in any order."""

    granted_entries = Bundle("granted_entries")

    @initialize()
    def start(self):
        self.ledger = Ledger()
        self.expected = {}
        self.ids = count()

    def book(self, entry):
        for posting in entry.postings:
            self.expected[posting.account] = self.expected.get(posting.account, 0) + posting.points

    @rule(
        target=granted_entries,
        source=st.integers(0, 6),
        person=st.sampled_from(["p1", "p2"]),
        points=st.integers(1, 500),
        version=st.integers(1, 3),
    )
    def grants(self, source, person, points, version):
        edition = evolve(DEALS, version=version)
        entry = grant(decision(f"d{source}", person, points, edition))
        if self.ledger.append(entry):
            self.book(entry)
        return next(kept for kept in self.ledger if kept.id == entry.id)

    @rule(entry=granted_entries)
    def grants_again(self, entry):
        assert self.ledger.append(entry) is False

    @rule(entry=granted_entries, days=st.integers(0, 9))
    def reverses(self, entry, days):
        before = dict(self.ledger.balances)
        back = reverse(entry, NOW + timedelta(days=days), WHY)
        if self.ledger.append(back):
            self.book(back)
            for posting in entry.postings:
                now = self.ledger.balances[posting.account]
                assert now == before[posting.account] - posting.points

    @rule(person=st.sampled_from(["p1", "p2"]), points=st.integers(1, 600))
    def redeems(self, person, points):
        there = self.ledger.redeemable(person)
        entry = redeem(f"red_{next(self.ids)}", person, points, NOW, WHY)
        if points > there:
            with pytest.raises(Refused, match="points asked"):
                self.ledger.append(entry)
        else:
            self.ledger.append(entry)
            self.book(entry)
            assert self.ledger.redeemable(person) == there - points

    @invariant()
    def balances_are_what_was_booked_and_sum_to_zero(self):
        assert dict(self.ledger.balances) == self.expected == balances(self.ledger)
        assert sum(self.ledger.balances.values()) == 0

    @invariant()
    def nobody_can_redeem_less_than_nothing(self):
        assert all(self.ledger.redeemable(person) >= 0 for person in ("p1", "p2"))

    @invariant()
    def a_ledger_read_back_is_the_same(self):
        assert Ledger.of(self.ledger).balances == self.ledger.balances


LedgerMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestLedger = LedgerMachine.TestCase


def test_granting_twice_under_a_newer_version_pays_once():
    ledger = Ledger()
    assert ledger.append(grant(decision()))
    newer = evolve(DEALS, version=2)
    assert not ledger.append(grant(decision(points=300, rule_=newer)))
    assert ledger.balances[wallet("p1")] == 100


def test_an_entry_names_the_edition_of_the_rule_and_its_source():
    entry = grant(decision())
    assert (entry.rule, entry.source_id, entry.points) == ("deal-won@1", "d1", 100)


def test_taking_back_spent_points_leaves_a_debt_and_nothing_to_redeem():
    ledger = Ledger()
    entry = grant(decision())
    ledger.append(entry)
    ledger.append(redeem("red_1", "p1", 80, NOW, WHY))
    ledger.append(reverse(entry, NOW, WHY))
    assert ledger.balances[wallet("p1")] == -80
    assert ledger.redeemable("p1") == 0
    ledger.append(grant(decision("d2")))
    assert ledger.redeemable("p1") == 20


def test_reversals_are_exact_known_and_single():
    ledger = Ledger()
    entry = grant(decision())
    with pytest.raises(NotFound):
        ledger.append(reverse(entry, NOW, WHY))
    ledger.append(entry)
    back = reverse(entry, NOW, WHY)
    short = evolve(back, postings=(Posting("rule:deal-won", 1), Posting(wallet("p1"), -1)))
    with pytest.raises(Conflict, match="exactly"):
        ledger.append(short)
    ledger.append(back)
    with pytest.raises(Conflict, match="reversed already"):
        ledger.append(evolve(back, id="points_other"))
    with pytest.raises(Conflict, match="reversal cannot be reversed"):
        reverse(back, NOW, WHY)


def test_another_entry_under_a_known_id_is_a_conflict():
    ledger = Ledger.of([grant(decision())])
    with pytest.raises(Conflict, match="another entry"):
        ledger.append(evolve(grant(decision("d2")), id=grant(decision()).id))


@pytest.mark.parametrize("postings", [(), (Posting("a", 1),), (Posting("a", 1), Posting("b", -2))])
def test_postings_that_do_not_balance_are_refused(postings):
    with pytest.raises(Invalid, match="sum to zero"):
        LedgerEntry("e", NOW, "p1", postings, WHY)


@pytest.mark.parametrize("points", [1.5, True, "3", None])
def test_points_are_whole_numbers_everywhere(points):
    with pytest.raises(Invalid):
        Posting("a", points)
    with pytest.raises(Invalid):
        redeem("r", "p1", points, NOW, WHY)
    with pytest.raises(Invalid):
        RewardRuleDefinition("r", WHY, WHY, points)


def test_decisions_must_make_sense():
    with pytest.raises(Invalid, match="a grant has points"):
        decision(points=0)
    with pytest.raises(Invalid, match="reason"):
        evolve(decision(), reason=Bilingual("yes", " "))
    with pytest.raises(Conflict, match="refusal"):
        grant(evolve(decision(), granted=False, points=0))


def test_a_withdrawn_deal_is_reversed_when_it_was_withdrawn():
    facts = [won("d1"), won("d2"), Withdrawn("w1", "p1", NOW + timedelta(days=9), "d1")]
    entries = replay(facts, [pay_deals])
    assert balances(entries) == {wallet("p1"): 100, "rule:deal-won": -100}
    assert entries[-1].reverses is not None
    assert entries[-1].at == NOW + timedelta(days=9)


def test_withdrawn_practice_takes_back_what_rested_on_it_unless_other_practice_stands():
    only = CourseCompleted("c1", "p1", NOW, "course")
    other = RolePlayPassed("r1", "p1", NOW - timedelta(days=1), "scenario", 4.0)
    gone = Withdrawn("w1", "p1", NOW + timedelta(days=5), "c1")
    deal = won("d1", day=2)
    assert balances(replay([only, deal, gone], [pay_practised]))[wallet("p1")] == 0
    kept = balances(replay([only, other, deal, gone], [pay_practised]))
    assert kept[wallet("p1")] == 50


FACTS = st.lists(
    st.builds(
        lambda kind, number, person, day: {
            "won": lambda: won(f"d{number}{person}", day, person),
            "course": lambda: CourseCompleted(
                f"c{number}{person}", person, NOW + timedelta(days=day), "x"
            ),
            "gone": lambda: Withdrawn(
                f"w{number}{person}", person, NOW + timedelta(days=day), f"d{number}{person}"
            ),
        }[kind](),
        st.sampled_from(["won", "course", "gone"]),
        st.integers(0, 4),
        st.sampled_from(["p1", "p2"]),
        st.integers(0, 30),
    ),
    unique_by=lambda fact: fact.id,
    max_size=14,
)


@given(facts=FACTS, data=st.data())
def test_replay_does_not_depend_on_the_order_or_repetition_of_facts(facts, data):
    rules = [pay_deals, pay_practised]
    mixed = data.draw(st.permutations(facts + facts[: len(facts) // 2]))
    assert replay(mixed, rules) == replay(facts, rules)


@given(facts=FACTS)
def test_a_replay_can_be_booked_and_booked_again(facts):
    entries = replay(facts, [pay_deals, pay_practised])
    ledger = Ledger.of(entries)
    assert ledger.balances == balances(entries)
    assert not any(ledger.append(entry) for entry in entries)
    standing = {f.id for f in facts if isinstance(f, DealWon)} - {
        f.fact_id for f in facts if isinstance(f, Withdrawn)
    }
    assert ledger.balances.get("rule:deal-won", 0) == -100 * len(standing)


def test_refusals_are_decisions_too():
    found = decide([won("d1")], [pay_practised])
    assert [d.granted for d in found] == [False]
    assert replay([won("d1")], [pay_practised]) == ()


def test_facts_are_in_time_order_however_they_are_given():
    facts = Facts("p1", (won("b", 2), won("a", 1), won("c", 1)))
    assert [fact.id for fact in facts.all] == ["a", "c", "b"]
