"""What was built into the company shows, with the right sign and no more certainty than earned."""

from typing import Any

import pytest

from revrise.apps.demo.report.finding import findings
from revrise.apps.demo.report.truth import checks


@pytest.fixture(scope="module")
def found(demo: Any) -> dict[str, Any]:
    """Findings by key."""
    return {one.key: one for one in findings(demo.loop, demo.company)}


def test_listening_and_open_questions_go_with_winning(found: dict[str, Any]) -> None:
    assert found["call: talk_share"].high < 0
    assert found["call: questions_open_share"].low > 0
    assert found["call: talk_share"].found.verdict == "effect"


def test_nothing_observed_claims_more_than_l1(demo: Any, found: dict[str, Any]) -> None:
    courses = {f"course: {one.title.en}" for one in demo.company.courses}
    grades = {key: one.found.grade for key, one in found.items() if key not in courses}
    assert set(grades.values()) == {"L1"}


def test_the_useless_battlecard_of_the_able_goes_with_winning_at_l1_only(
    demo: Any, found: dict[str, Any]
) -> None:
    """Its true effect is nil: only the grade protects the reader."""
    card = found["content: Battlecard: Corvus Suite"]
    assert card.low > 0
    assert card.found.grade == "L1"
    assert demo.company.truth.effects["asset-battlecard"].treated_points == 0


def test_randomised_waves_cover_the_truth(demo: Any, found: dict[str, Any]) -> None:
    drawn = [
        one for one in checks(list(found.values()), demo.company) if one.finding.found.grade == "L3"
    ]
    assert len(drawn) == len(demo.company.rollouts)
    assert all(one.covered for one in drawn)


def test_what_everybody_had_has_no_figure(found: dict[str, Any]) -> None:
    onboarding = found["course: Onboarding"]
    assert onboarding.points is None
    assert onboarding.found.reason == "constant"


def test_gaps_quote_words_that_were_said(demo: Any) -> None:
    said = {
        line.text
        for call in demo.company.calls
        if call.transcribed and call.allowed("coach")
        for line in call.script()
    }
    quotes = [quote for view in demo.loop.gaps for quote in view.quotes]
    assert quotes
    assert {quote.text for quote in quotes} <= said
    assert all(quote.because for quote in quotes)


def test_plans_are_for_different_people_and_by_a_coach_of_theirs(demo: Any) -> None:
    plans = demo.loop.plans
    assert len({one.plan.person_id for one in plans}) == len(plans) == 3
    people = {one.name: one for one in demo.company.people}
    for one in plans:
        coach, rep = people[one.coach], people[one.gap.person]
        assert "coach" in coach.roles
        assert rep.team_id in demo.company.team_tree(coach.team_id)
        assert one.plan.state == "proposed"


def test_credit_of_every_model_sums_to_the_wins(demo: Any) -> None:
    credit = demo.loop.credit
    for shares in credit["models"].values():
        assert sum(one.conversions for one in shares) == pytest.approx(credit["conversions"])
