"""Pipeline figures and their null rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.deals import kpi
from revrise.core.errors import Invalid, NotFound


def test_win_rate_counts_decided_deals_only():
    assert kpi.win_rate(won=4238, lost=2473) == pytest.approx(0.6315, abs=5e-5)
    assert kpi.win_rate(0, 0) is None
    assert kpi.win_rate(0, 3) == 0


def test_impossible_counts_are_refused_by_name():
    with pytest.raises(Invalid) as refusal:
        kpi.win_rate(1, -1)
    assert refusal.value.culprit == "lost"


def test_values_that_are_unknown_are_left_out():
    assert kpi.average_deal_size([100, None, 50]) == 75
    assert kpi.average_deal_size([None]) is None


def test_the_cycle_is_the_median_so_one_old_deal_does_not_move_it():
    assert kpi.cycle_time([10, 20, None, 900]) == 20
    assert kpi.cycle_time([10, 20]) == 15
    assert kpi.cycle_time([]) is None


def test_a_deal_closed_before_it_opened_is_refused():
    with pytest.raises(Invalid, match="before it was opened"):
        kpi.cycle_time([3, -1])


@given(stages=st.lists(st.sampled_from(["LeadIn", "Discovery", "Proposal"])))
def test_stage_shares_sum_to_one_most_first(stages):
    shares = list(kpi.stage_distribution(stages).values())
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1 if stages else 0)


@pytest.mark.parametrize(
    ("won", "quota", "expected"), [(150, 100, 1.5), (0, 100, 0), (5, 0, None), (5, None, None)]
)
def test_attainment_needs_a_quota_and_may_exceed_it(won, quota, expected):
    assert kpi.quota_attainment(won, quota) == expected


def test_every_kpi_is_defined_in_both_languages():
    for kpi_id, each in kpi.KPIS.items():
        assert kpi.kpi(kpi_id) is each
        for text in (each.title, each.formula, each.null_rule):
            assert text.en
            assert text.zh


def test_an_unknown_kpi_is_refused_with_those_there_are():
    with pytest.raises(NotFound, match="win_rate"):
        kpi.kpi("luck")
