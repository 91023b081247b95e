"""What every reward rule must keep: `class TestMine(RewardRuleContract)` with two fixtures."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from revrise.core.rewards.facts import Facts
from revrise.core.rewards.rule import RewardDecision
from revrise.ports.rewards import RewardRule


def decided(rule: RewardRule, facts: Facts) -> Sequence[RewardDecision]:
    """Decisions in order of their source."""
    return sorted(rule.decide(facts), key=lambda decision: decision.source_id)


class RewardRuleContract:
    """Subclass it and give the fixtures `rule` and `facts`.

    `facts` is one person's, with at least one fact that the rule grants; when it may refuse one,
    include that too.
    """

    @pytest.fixture
    def rule(self) -> RewardRule:
        """The rule under test."""
        raise NotImplementedError("give a fixture `rule`")

    @pytest.fixture
    def facts(self) -> Facts:
        """One person's facts, some of which the rule grants."""
        raise NotImplementedError("give a fixture `facts`")

    def test_it_grants_something_of_the_example(self, rule: RewardRule, facts: Facts) -> None:
        """The example shows what the rule is for."""
        assert any(decision.granted for decision in rule.decide(facts))

    def test_the_same_facts_give_the_same_decisions(self, rule: RewardRule, facts: Facts) -> None:
        """Points are replayed from facts, so chance and clock have no place."""
        assert decided(rule, facts) == decided(rule, facts)

    def test_the_order_of_facts_changes_nothing(self, rule: RewardRule, facts: Facts) -> None:
        """Facts arrive late and in any order."""
        turned = Facts(facts.person_id, facts.all[::-1])
        assert decided(rule, turned) == decided(rule, facts)

    def test_it_changes_no_fact(self, rule: RewardRule, facts: Facts) -> None:
        """Other rules read the same facts."""
        before = deepcopy(facts)
        decided(rule, facts)
        assert facts == before

    def test_points_are_whole_and_positive_when_granted(
        self, rule: RewardRule, facts: Facts
    ) -> None:
        """The ledger knows no fractions."""
        for decision in rule.decide(facts):
            assert type(decision.points) is int
            assert (decision.points > 0) == decision.granted

    def test_there_is_one_decision_per_source(self, rule: RewardRule, facts: Facts) -> None:
        """Nobody is paid twice, nor told yes and no."""
        sources = [decision.source_id for decision in rule.decide(facts)]
        assert len(sources) == len(set(sources))

    def test_decisions_are_about_facts_of_this_person(self, rule: RewardRule, facts: Facts) -> None:
        """Source and evidence can be looked up; the time is the source's."""
        known = {fact.id: fact for fact in facts.all}
        for decision in rule.decide(facts):
            assert decision.person_id == facts.person_id
            assert decision.rule == rule.definition
            assert decision.at == known[decision.source_id].at
            assert decision.source_id in decision.evidence
            assert set(decision.evidence) <= set(known)

    def test_every_decision_says_why_in_both_languages(
        self, rule: RewardRule, facts: Facts
    ) -> None:
        """A refusal also says what to do next."""
        for decision in rule.decide(facts):
            assert decision.reason.en.strip()
            assert decision.reason.zh.strip()
            if not decision.granted:
                assert decision.following is not None, f"{decision.reason} — and what next?"

    def test_nobody_without_facts_gets_points(self, rule: RewardRule) -> None:
        """Nothing done, nothing granted."""
        assert not any(decision.granted for decision in rule.decide(Facts("person_nobody")))

    def test_nothing_outside_the_effective_period_is_granted(
        self, rule: RewardRule, facts: Facts
    ) -> None:
        """The facts as given, and all of them moved 200 years either way."""
        for days in (0, -73_050, 73_050):
            moved = [evolve(fact, at=fact.at + timedelta(days=days)) for fact in facts.all]
            for decision in rule.decide(Facts(facts.person_id, tuple(moved))):
                assert not decision.granted or decision.at in rule.definition.effective

    def test_what_is_known_later_does_not_undo_a_grant(
        self, rule: RewardRule, facts: Facts
    ) -> None:
        """A replay of last quarter with this quarter's facts pays the same points."""
        granted = {d.source_id: d for d in rule.decide(facts) if d.granted}
        for source_id, decision in granted.items():
            until = [fact for fact in facts.all if fact.at <= decision.at]
            early = {d.source_id: d for d in rule.decide(Facts(facts.person_id, tuple(until)))}
            assert early[source_id] == decision

    def test_the_definition_is_complete(self, rule: RewardRule) -> None:
        """It is shown to people and stored with every point."""
        definition = rule.definition
        assert definition.id == definition.id.lower().strip() != ""
        assert definition.version >= 1
        assert definition.points >= 1
        said = (definition.title, definition.description)
        assert all(text.en.strip() and text.zh.strip() for text in said)
        assert datetime.min.replace(tzinfo=UTC) not in definition.effective or (
            definition.effective.start is None
        )
