"""The bundled reward rules keep the contract and say what they should."""

from datetime import UTC, datetime, timedelta

import pytest

from revrise.core.errors import Invalid
from revrise.core.money import Money
from revrise.core.rewards.facts import CourseCompleted, DealWon, Facts, RolePlayPassed
from revrise.plugins.rewards import course_completed, deal_won, practised_then_won
from revrise.testing.rewards import RewardRuleContract

DAY = datetime(2026, 3, 1, 9, tzinfo=UTC)


def after(days):
    return DAY + timedelta(days=days)


FACTS = Facts(
    "p1",
    (
        CourseCompleted("c1", "p1", after(0), "discovery-101", ("discovery",)),
        RolePlayPassed("r1", "p1", after(2), "price-pushback", 4.0, ("objection-handling",)),
        DealWon("d1", "p1", after(5), Money.of(1200, "USD")),
        DealWon("d2", "p1", after(90), Money.of(80, "USD")),
        DealWon("d3", "p1", after(-9)),
    ),
)


def rule_of(plugin, **settings):
    (rule,) = plugin.register_reward_rules(plugin.Config(**settings))
    return rule


def by_source(rule):
    return {decision.source_id: decision for decision in rule.decide(FACTS)}


class BundledRule(RewardRuleContract):
    @pytest.fixture
    def facts(self):
        return FACTS


class TestCourseCompleted(BundledRule):
    @pytest.fixture
    def rule(self):
        return rule_of(course_completed)


class TestDealWon(BundledRule):
    @pytest.fixture
    def rule(self):
        return rule_of(deal_won, smallest_value=100)


class TestPractisedThenWon(BundledRule):
    @pytest.fixture
    def rule(self):
        return rule_of(practised_then_won)


class TestPractisedOnOneCompetencyThenWonInSpring(BundledRule):
    @pytest.fixture
    def rule(self):
        return rule_of(
            practised_then_won,
            competency="objection-handling",
            first_day="2026-03-06",
            last_day="2026-03-06",
        )


@pytest.mark.parametrize("plugin", [course_completed, deal_won, practised_then_won])
def test_a_manifest_carries_the_id_of_its_rule(plugin):
    assert plugin.manifest().id == rule_of(plugin).definition.id
    assert plugin.manifest().config is plugin.Config


def test_a_win_after_practice_names_the_latest_practice_as_evidence():
    won = by_source(rule_of(practised_then_won, points=70))["d1"]
    assert (won.points, won.evidence) == (70, ("d1", "r1"))
    assert "price-pushback" in won.reason.en
    assert "price-pushback" in won.reason.zh


def test_a_win_without_practice_or_too_late_says_why_not_and_what_next():
    found = by_source(rule_of(practised_then_won, days=30))
    assert "No practice" in found["d3"].reason.en
    assert "88 days before" in found["d2"].reason.en
    assert "within 30 days" in found["d2"].following.en


def test_practice_on_another_competency_does_not_count():
    assert by_source(rule_of(practised_then_won, competency="discovery"))["d1"].evidence == (
        "d1",
        "c1",
    )
    assert not by_source(rule_of(practised_then_won, competency="closing"))["d1"].granted


def test_the_limit_of_days_is_included():
    exact = rule_of(practised_then_won, days=3)
    assert by_source(exact)["d1"].granted
    assert not by_source(rule_of(practised_then_won, days=2))["d1"].granted


def test_small_deals_and_deals_without_value_are_refused_with_the_way_out():
    found = by_source(rule_of(deal_won, smallest_value=100))
    assert found["d1"].granted
    assert "below 100" in found["d2"].reason.en
    assert "Enter the deal's value" in found["d3"].following.en


def test_the_last_day_counts_to_its_end_and_the_next_does_not():
    during = rule_of(deal_won, first_day="2026-03-06", last_day="2026-03-06")
    assert {s: d.granted for s, d in by_source(during).items()} == {
        "d1": True,
        "d2": False,
        "d3": False,
    }
    assert "not in force" in by_source(during)["d2"].reason.en


@pytest.mark.parametrize("settings", [{"points": 0}, {"first_day": "soon"}])
def test_absurd_settings_are_refused_by_name(settings):
    with pytest.raises(ValueError, match=next(iter(settings))):
        deal_won.Config(**settings)


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(Invalid, match="ends"):
        rule_of(deal_won, first_day="2026-03-06", last_day="2026-01-01")


def test_a_reason_names_the_course_as_each_language_calls_it():
    course = CourseCompleted("c1", "p1", after(0), "x", name="Asking", titles={"zh": "提问"})
    (granted,) = rule_of(course_completed).decide(Facts("p1", (course,)))
    assert granted.reason.en == "Completed Asking."
    assert granted.reason.zh == "完成课程 提问。"
