"""Agreement figures against values worked out by hand, and what they do not tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.scoring.agreement import alpha, icc, kappa_within, sums, weighted_kappa
from revrise.core.scoring.certificate import bias_of, certificate
from revrise.core.scoring.figures import Pair
from revrise.core.scoring.retest import retest

LEVELS = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=2, max_size=40)


def test_quadratic_kappa_by_hand():
    """Pairs (1,1) (2,3) (3,3) (4,5) (5,4): Σ(a−b)² = 0+1+0+1+1 = 3, observed 3/5 = 0.6.

    a = 1..5: mean 3, mean of squares 55/5 = 11. b = 1,3,3,5,4: mean 16/5 = 3.2, squares
    (1+9+9+25+16)/5 = 12. Expected 11 + 12 − 2·3·3.2 = 3.8. κ = 1 − 0.6/3.8 = 16/19.
    """
    assert weighted_kappa([(1, 1), (2, 3), (3, 3), (4, 5), (5, 4)]) == pytest.approx(16 / 19)


def test_kappa_of_opposite_levels_is_minus_one():
    """Pairs (1,5) (5,1): observed 16, expected 13 + 13 − 2·9 = 8, κ = 1 − 2 = −1."""
    assert weighted_kappa([(1, 5), (5, 1)]) == pytest.approx(-1)


def test_icc_by_hand():
    """Pairs (1,2) (3,3) (5,4): mean 3; means of things 1.5, 3, 4.5, of scorers 3, 3.

    MSR = 2·(2.25+0+2.25)/2 = 4.5; MSC = 0; the whole is 4+1+0+0+4+1 = 10, so MSE = (10−9−0)/2
    = 0.5. ICC(2,1) = (4.5−0.5) ÷ (4.5+0.5+2·(0−0.5)/3) = 4 ÷ (14/3) = 6/7.
    """
    assert icc([(1, 2), (3, 3), (5, 4)]) == pytest.approx(6 / 7)


def test_alpha_by_hand():
    """Things (1,2) (3,3), and (5,) which counts for nothing. n = 4.

    Within: 2·1/(2−1) = 2, so D_o = 2/4. Among 1,2,3,3: 2·(4·23 − 81) = 22, so D_e = 22/(4·3).
    α = 1 − (2/4)/(22/12) = 1 − 3/11 = 8/11.
    """
    assert alpha([(1, 2), (3, 3), (5,)]) == pytest.approx(8 / 11)


def test_without_variation_there_is_no_agreement_to_tell():
    assert weighted_kappa([(3, 3), (3, 3)]) is None
    assert icc([(3, 3), (3, 3)]) is None
    assert alpha([(3, 3), (3, 3)]) is None
    assert weighted_kappa([]) is None


@given(LEVELS)
def test_kappa_is_the_same_either_way_and_one_exactly_for_equal_levels(pairs):
    value = weighted_kappa(pairs)
    assert value == pytest.approx(weighted_kappa([(b, a) for a, b in pairs]))
    if value is not None:
        assert -1.0001 <= value <= 1
        assert (value == pytest.approx(1)) == all(a == b for a, b in pairs)


def test_kappa_within_strata_by_hand():
    """Stratum 1: (1,1) (2,1): apart 1; by chance 5 + 2 − 2·3·2/2 = 1. Stratum 2: (4,4) (5,4) (5,5):
    apart 1; by chance 66 + 57 − 2·14·13/3 = 5/3. κ = 1 − 2 ÷ (1 + 5/3) = 1/4.
    """
    strata = [sums([(1, 1), (2, 1)]), sums([(4, 4), (5, 4), (5, 5)])]
    assert kappa_within(strata) == pytest.approx(1 / 4)


def test_equal_levels_that_are_no_whole_numbers_do_not_vary():
    same = [(2.3, 2.3)] * 40
    assert weighted_kappa(same) is None
    assert icc(same) is None
    assert alpha(same) is None


def test_bias_by_hand():
    """Level 3: zh machine 4, 4 and en 3: apart 1, weight 2·1/3. Level 5: zh 5, en 5, 3: apart 1,
    weight 1·2/3. Level 1 was given in en alone and tells nothing. Bias 1.
    """
    given_ = [("zh", 3, 4), ("zh", 3, 4), ("en", 3, 3), ("zh", 5, 5), ("en", 5, 5), ("en", 5, 3)]
    pairs = [Pair(f"c{n}", "x", *one) for n, one in enumerate([*given_, ("en", 1, 5)])]
    assert bias_of(pairs) == pytest.approx(1)


def calls(language: str, count: int, above: int = 0) -> list[Pair]:
    """Calls of three criteria on levels 1 to 4, the machine `above` the person."""
    return [
        Pair(f"{language}{n}", f"k{c}", language, 1 + (n + c) % 4, 1 + (n + c) % 4 + above)
        for n in range(count)
        for c in range(3)
    ]


def test_a_machine_that_says_what_people_say_is_certified():
    found = certificate("r@1", [*calls("en", 12), *calls("zh", 12)])
    assert found.certified
    assert (found.kappa.value, found.kappa.low, found.kappa.high) == (1, 1, 1)
    assert (found.bias.value, found.bias.low, found.bias.high) == (0, 0, 0)
    assert (found.kappa.n, found.kappa.calls) == (72, 24)


def test_a_machine_that_favours_a_language_is_not():
    found = certificate("r@1", [*calls("en", 12), *calls("zh", 12, above=1)])
    assert found.bias.value == pytest.approx(1)
    assert "biased" in found.obstacles


def test_criteria_that_differ_in_height_alone_are_no_agreement():
    """Within each criterion every level of one meets every level of the other as often: κ is 0."""
    heights = {"high": (4, 5), "low": (1, 2)}
    pairs = [
        Pair(f"c{n}", name, ("en", "zh")[n % 2], levels[n // 2 % 2], levels[n // 4 % 2])
        for n in range(64)
        for name, levels in heights.items()
    ]
    found = certificate("r@1", pairs)
    assert (found.kappa.value, found.icc.value) == (0, pytest.approx(0, abs=0.01))
    assert found.obstacles == ("kappa_low",)


def test_a_rubric_of_one_language_favours_none():
    found = certificate("r@1", calls("en", 12), languages=("en",))
    assert (found.bias.value, found.bias.reason) == (None, "one_language")
    assert found.certified


def test_a_language_is_told_by_its_first_part():
    found = certificate("r@1", [*calls("en-GB", 12), *calls("zh-CN", 12)])
    assert (found.bias.value, found.bias.n) == (0, 72)


def test_few_pairs_give_no_figure_but_the_reason():
    found = certificate("r@1", calls("en", 9))
    assert (found.kappa.value, found.kappa.reason, found.kappa.n) == (None, "too_few_pairs", 27)
    assert found.bias.reason == "too_few_pairs"
    assert found.obstacles == ("kappa_unknown", "bias_unknown")


def test_many_pairs_of_few_calls_are_few_calls():
    pairs = [Pair("c", f"k{n}", "en", 1 + n % 5, 1 + n % 5) for n in range(40)]
    assert certificate("r@1", pairs).kappa.reason == "too_few_calls"


def test_who_had_seen_the_machines_level_counts_for_nothing():
    seen = [Pair(f"s{n}", "k0", "en", 1, 5, blind=False) for n in range(50)]
    found = certificate("r@1", [*calls("en", 12), *seen])
    assert (found.kappa.value, found.seen) == (1, 50)


def test_coaches_who_agree_are_told_by_criterion():
    pairs = [
        Pair(f"c{n}", "k", "en", 1 + n % 5, 3, coach) for n in range(10) for coach in ("a", "b")
    ]
    found = certificate("r@1", pairs).coaches["k"]
    assert (found.value, found.n, found.calls) == (1, 20, 10)


def test_the_same_pairs_give_the_same_interval():
    pairs = [Pair(f"c{n}", "k", "en", 1 + n % 5, 1 + n * 7 % 5) for n in range(40)]
    assert certificate("r@1", pairs) == certificate("r@1", pairs)
    figure = certificate("r@1", pairs).kappa
    assert figure.low < figure.value < figure.high


def test_a_retest_tells_agreement_and_what_stayed_the_same():
    """Observed (0+1)/2; expected 2.5 + 1 − 2·1.5·1 = 0.5, so κ is 0, and half stayed."""
    found = retest([(1, 1), (2, 1)])
    assert (found.kappa, found.same, found.n) == (0, 0.5, 2)
    assert retest([]).same is None
    assert retest([(None, None)]).same is None
    assert retest([(2, 2)]).kappa is None


def test_a_level_that_is_not_told_again_has_not_stayed():
    """Of three levels told, one is gone and one is new; κ is over the one told both times."""
    found = retest([(3, 3), (4, None), (None, 2), (None, None)])
    assert (found.kappa, found.same, found.n) == (None, pytest.approx(1 / 3), 3)
