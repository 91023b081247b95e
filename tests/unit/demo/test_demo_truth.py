"""What is built into the demo company can be found in it, and what is not cannot."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from math import sqrt
from statistics import mean

import pytest

from revrise.apps.demo import model
from revrise.apps.demo.company import Company
from revrise.apps.demo.deal import Deal
from revrise.apps.demo.learning import LONGEST_COURSE_DAYS

RUN_IN = timedelta(days=LONGEST_COURSE_DAYS)


def closed(company: Company) -> list[Deal]:
    return [deal for deal in company.deals if deal.state != "open"]


def won(deals: Iterable[Deal]) -> list[bool]:
    return [deal.state == "won" for deal in deals]


def proportion_difference(wins_a: Sequence[bool], wins_b: Sequence[bool]) -> tuple[float, float]:
    """The difference of two shares (a - b) and its standard error, both as shares of 1."""
    shares = [sum(wins) / len(wins) for wins in (wins_a, wins_b)]
    variances = (s * (1 - s) / len(w) for s, w in zip(shares, (wins_a, wins_b), strict=True))
    return shares[0] - shares[1], sqrt(sum(variances))


def by_use(company: Company, asset: str) -> tuple[float, float]:
    """Win rate with an asset less the one without it, and the standard error."""
    used = {use.deal_id for use in company.content_uses if use.asset_id == asset}
    deals = closed(company)
    return proportion_difference(
        won(deal for deal in deals if deal.id in used),
        won(deal for deal in deals if deal.id not in used),
    )


def by_wave(company: Company, course: str) -> tuple[float, float]:
    """Win rate of deals opened after the rep's wave less those of reps still waiting."""
    rollout = next(one for one in company.rollouts if one.course_id == course)
    since = {
        person: datetime.combine(wave.starts_on, time(), UTC) + RUN_IN
        for wave in rollout.waves
        for person in wave.person_ids
    }
    late = [deal for deal in closed(company) if deal.opened_at >= min(since.values())]
    return proportion_difference(
        won(deal for deal in late if deal.opened_at >= since[deal.rep_id]),
        won(deal for deal in late if deal.opened_at < since[deal.rep_id]),
    )


def test_the_confounded_asset_looks_as_if_it_worked(company: Company) -> None:
    difference, error = by_use(company, model.CONFOUNDED_ASSET)
    assert difference > 3 * error


def test_the_truth_says_that_the_confounded_asset_does_nothing(company: Company) -> None:
    effect = company.truth.effects[model.CONFOUNDED_ASSET]
    assert effect.treated_points == effect.everyone_points == effect.wins_gained == 0
    assert effect.confounded_by == "ability"


@pytest.mark.parametrize("course", [model.DISCOVERY_COURSE, model.PLACEBO_COURSE])
def test_waves_recover_the_effect_of_a_course(
    company: Company, other_company: Company, course: str
) -> None:
    for one in (company, other_company):
        difference, error = by_wave(one, course)
        truth = one.truth.effects[course].treated_points / 100
        assert abs(difference - truth) < 3 * error


def test_the_discovery_course_is_strong_enough_to_be_found(company: Company) -> None:
    difference, error = by_wave(company, model.DISCOVERY_COURSE)
    assert difference > 2 * error


def test_a_plan_does_more_than_practice_and_certification_nothing(company: Company) -> None:
    effects = company.truth.effects
    assert effects[model.COACHING].treated_points > effects[model.PRACTICE].treated_points > 0
    assert effects[model.PLACEBO_COURSE].treated_points == 0


def test_waves_hold_the_same_number_of_every_team(company: Company) -> None:
    team = {rep.id: rep.team_id for rep in company.reps}
    for rollout in company.rollouts:
        everyone = [person for wave in rollout.waves for person in wave.person_ids]
        assert sorted(everyone) == sorted(team)
        for wave in rollout.waves:
            teams = [team[person] for person in wave.person_ids]
            assert len({teams.count(name) for name in set(teams)}) == 1
        assert rollout.waves[-1].starts_on > company.today


def test_win_probabilities_are_calibrated(company: Company) -> None:
    """Among deals old enough to have ended, wins come as often as their probabilities say."""
    long_ago = datetime.combine(company.today - timedelta(days=240), time(), UTC)
    old = [deal for deal in closed(company) if deal.opened_at < long_ago]
    expected = [company.truth.win_probability[deal.id] for deal in old]
    error = (sum(p * (1 - p) for p in expected)) ** 0.5 / len(old)
    assert abs(mean(won(old)) - mean(expected)) < 3 * error


def test_lead_mix_differs_by_team(company: Company) -> None:
    team = {rep.id: rep.team_id for rep in company.reps}
    share = {
        name: mean(d.source == "outbound" for d in company.deals if team[d.rep_id] == name)
        for name in set(team.values())
    }
    assert share["team-north"] > 2 * share["team-east"]


def test_coaching_goes_to_those_who_lack_most(company: Company) -> None:
    base = {rep: levels["objection-handling"] for rep, levels in company.truth.base.items()}
    coached = {plan.person_id for plan in company.plans}
    assert mean(base[rep] for rep in coached) < mean(base[rep] for rep in base.keys() - coached)
