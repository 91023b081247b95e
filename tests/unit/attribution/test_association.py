"""Behaviour and outcome: honest intervals, honest verdicts, honest refusals."""

from random import Random
from statistics import linear_regression, stdev

import pytest

from revrise.core.attribution.association import associate, assumptions
from revrise.core.attribution.interval import false_discovery
from revrise.core.attribution.panel import Panel
from revrise.core.attribution.question import Question
from revrise.core.errors import Invalid, NotFound


def one(columns, clusters=None, seed=1, **question):
    asked = Question("y", ("x",), **question)
    return associate(Panel(columns, clusters), asked, Random(seed))[0]


def normal(n, effect, seed=0):
    rng = Random(seed)
    x = [rng.gauss(5, 2) for _ in range(n)]
    return {"x": x, "y": [effect * (a - 5) / 2 + rng.gauss(0, 1) for a in x]}


def test_the_estimate_is_the_slope_per_standard_deviation():
    columns = normal(200, 0.5)
    slope = linear_regression(columns["x"], columns["y"]).slope
    found = one(columns)
    assert found.estimate == pytest.approx(slope * stdev(columns["x"]))
    assert found.sd == pytest.approx(stdev(columns["x"]))
    assert found.low < 0.5 < found.high
    assert (found.verdict, found.grade, found.n, found.clusters) == ("effect", "L0", 200, 200)


def test_intervals_cover_the_truth_in_clustered_panels():
    """200 panels of 24 reps × 12 weeks, both sides correlated within a rep: 90–98 % covered."""
    rng = Random(20)
    covered = sum(_covers(rng) for _ in range(200))
    assert 0.90 <= covered / 200 <= 0.98


def _covers(rng):
    effect, rows, reps = 0.3, [], []
    for rep in range(24):
        habit, skill = rng.gauss(0, 0.7), rng.gauss(0, 0.7)
        for _ in range(12):
            x = habit + rng.gauss(0, 0.714)
            rows.append({"x": x, "y": effect * x + skill + rng.gauss(0, 0.714)})
            reps.append(f"rep{rep}")
    asked = Question("y", ("x",), draws=299)
    found = associate(Panel.of(rows, reps), asked, rng)[0]
    return found.low <= effect <= found.high


def test_ignoring_clusters_would_be_overconfident():
    rng = Random(3)
    rows, reps = [], []
    for rep in range(20):
        habit, skill = rng.gauss(0, 1), rng.gauss(0, 1)
        rows += [{"x": habit, "y": skill + rng.gauss(0, 0.2)} for _ in range(30)]
        reps += [str(rep)] * 30
    asked = Question("y", ("x",))
    apart = associate(Panel.of(rows), asked, Random(1))[0]
    together = associate(Panel.of(rows, reps), asked, Random(1))[0]
    assert together.high - together.low > 3 * (apart.high - apart.low)
    assert together.clusters == 20


def test_false_discoveries_stay_under_the_rate_named():
    """150 panels of ten behaviours, two true: on average ≤ 10 % of effects named are false."""
    rng = Random(8)
    rates = [_false_share(rng) for _ in range(150)]
    assert sum(rates) / len(rates) <= 0.11


def _false_share(rng):
    names = [f"b{i}" for i in range(10)]
    columns = {name: [rng.gauss(0, 1) for _ in range(80)] for name in names}
    columns["y"] = [
        0.5 * a + 0.5 * b + rng.gauss(0, 1)
        for a, b in zip(columns["b0"], columns["b1"], strict=True)
    ]
    found = associate(Panel(columns), Question("y", tuple(names), draws=199), rng)
    named = [each.behaviour for each in found if each.q <= 0.10]
    return sum(name not in ("b0", "b1") for name in named) / len(named) if named else 0.0


def test_benjamini_hochberg_by_hand():
    """p 0.01, 0.02, 0.03, 0.5 of four: p·4/rank is 0.04, 0.04, 0.04, 0.5."""
    assert false_discovery([0.5, 0.02, 0.01, 0.03]) == pytest.approx([0.5, 0.04, 0.04, 0.04])
    assert false_discovery([]) == []


def test_enough_rows_of_nothing_are_no_effect():
    assert one(normal(4000, 0.0)).verdict == "no effect"


def test_too_little_to_tell_says_how_much_more_and_how_long():
    found = one(normal(40, 0.1, seed=7), weekly=20)
    assert found.verdict == "cannot tell"
    assert found.detectable > found.smallest
    expected = 40 * ((found.detectable / found.smallest) ** 2 - 1)
    assert found.more == pytest.approx(expected, abs=1)
    assert found.weeks == -(-found.more // 20)


def test_the_smallest_change_that_matters_decides_between_nothing_and_not_knowing():
    columns = normal(300, 0.0, seed=5)
    assert one(columns, smallest=0.5).verdict == "no effect"
    assert one(columns, smallest=0.01).verdict == "cannot tell"


def test_what_is_found_at_the_detectable_effect_is_found_four_times_in_five():
    nothing = [one(normal(100, 0.0, seed=s), draws=199).detectable for s in range(60)]
    detectable = sum(nothing) / len(nothing)
    found = [one(normal(100, detectable, seed=100 + s), draws=199) for s in range(100)]
    assert 70 <= sum(each.low > 0 for each in found) <= 90


def test_binary_outcomes_give_a_difference_in_rate():
    rng = Random(6)
    x = [float(rng.random() < 0.5) for _ in range(600)]
    y = [float(rng.random() < 0.3 + 0.3 * a) for a in x]
    found = one({"x": x, "y": y})
    high = sum(b for a, b in zip(x, y, strict=True) if a) / sum(x)
    low = sum(b for a, b in zip(x, y, strict=True) if not a) / (600 - sum(x))
    assert found.estimate / found.sd == pytest.approx(high - low)
    assert found.verdict == "effect"


def test_adjusting_removes_what_a_confounder_explains():
    rng = Random(9)
    size = [rng.gauss(0, 1) for _ in range(800)]
    x = [s + rng.gauss(0, 1) for s in size]
    y = [2 * s + rng.gauss(0, 1) for s in size]
    columns = {"x": x, "y": y, "size": size}
    assert one(columns).verdict == "effect"
    adjusted = one(columns, adjust=("size",))
    assert adjusted.grade == "L1"
    assert adjusted.low < 0 < adjusted.high


def test_adjusted_slope_is_the_one_of_multiple_regression():
    """y = 3x − 2z exactly, so the slope of x given z is 3 whatever their correlation."""
    rng = Random(1)
    z = [rng.gauss(0, 1) for _ in range(50)]
    x = [0.9 * c + rng.gauss(0, 1) for c in z]
    y = [3 * a - 2 * c for a, c in zip(x, z, strict=True)]
    found = one({"x": x, "y": y, "z": z}, adjust=("z",))
    assert found.estimate / found.sd == pytest.approx(3)


@pytest.mark.parametrize(
    ("x", "y", "reason"),
    [
        ([1.0] * 20, list(range(20)), "constant"),
        (list(range(20)), [0.1] * 20, "constant_outcome"),
        (list(range(5)), list(range(5)), "too_few"),
        ([None] * 15 + list(range(5)), list(range(20)), "too_few"),
        ([], [], "too_few"),
    ],
)
def test_what_cannot_be_estimated_is_null_with_a_reason(x, y, reason):
    found = one({"x": x, "y": y})
    assert (found.reason, found.verdict) == (reason, "cannot tell")
    figures = (found.estimate, found.low, found.high, found.p, found.q, found.correlation)
    assert figures == (None,) * 6


def test_few_clusters_are_too_few_however_many_rows():
    found = one(normal(100, 1.0), clusters=["a", "b"] * 50)
    assert (found.reason, found.clusters) == ("too_few", 2)


def test_a_behaviour_that_the_adjusting_columns_explain_is_collinear():
    columns = normal(50, 1.0)
    columns["z"] = [2 * a + 1 for a in columns["x"]]
    assert one(columns, adjust=("z",)).reason == "collinear"


def test_missing_cells_cost_only_their_own_behaviour():
    columns = normal(100, 0.5)
    columns["w"] = [None, *columns["x"][1:]]
    both = associate(Panel(columns), Question("y", ("x", "w")), Random(1))
    assert [each.n for each in both] == [100, 99]


def test_the_order_of_rows_changes_nothing():
    columns = normal(60, 0.3)
    order = list(range(60))
    Random(5).shuffle(order)
    mixed = {name: [column[i] for i in order] for name, column in columns.items()}
    straight, shuffled = one(columns), one(mixed)
    assert straight.estimate == pytest.approx(shuffled.estimate)
    assert straight.low == pytest.approx(shuffled.low)


def test_the_same_seed_gives_the_same_answer_and_another_nearly_the_same():
    columns = normal(100, 0.3)
    assert one(columns, seed=4) == one(columns, seed=4)
    assert one(columns, seed=4).low == pytest.approx(one(columns, seed=5).low, abs=0.05)


def test_a_perfect_association_is_an_effect_and_not_a_crash():
    x = [float(i) for i in range(30)]
    assert one({"x": x, "y": x}).verdict == "effect"


def test_more_clusters_than_blocks_keep_the_interval():
    """3,000 rows: the interval is as wide as theory says, 2·1.96·σ/√n, within a tenth."""
    found = one(normal(3000, 0.0))
    assert found.high - found.low == pytest.approx(2 * 1.96 / 3000**0.5, rel=0.1)


@pytest.mark.parametrize(
    ("name", "value"), [("smallest", 0), ("smallest", float("nan")), ("weekly", -1), ("draws", 10)]
)
def test_absurd_questions_are_refused_by_name(name, value):
    with pytest.raises(Invalid) as refusal:
        Question("y", ("x",), **{name: value})
    assert refusal.value.culprit == name


def test_unknown_columns_and_ragged_panels_are_refused():
    with pytest.raises(NotFound, match="the columns are: x"):
        associate(Panel({"x": [1.0]}), Question("y", ("x",)), Random(1))
    with pytest.raises(Invalid, match="different lengths"):
        Panel({"x": [1.0], "y": []})


def test_assumptions_name_the_adjusting_columns_in_both_languages():
    said = assumptions(Question("y", ("x",), adjust=("size",)), clustered=False)
    assert "size" in said[0].en
    assert "size" in said[0].zh
    assert any("cluster" in each.en for each in said)
