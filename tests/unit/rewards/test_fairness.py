"""Points and things nobody chose: a link, none, or not to be told."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.bilingual import Bilingual
from revrise.core.rewards.fairness import FEWEST, link
from revrise.core.rewards.improvement import BeforeAfter, Weeks, improved, most_improved

TITLE = Bilingual("Tenure", "司龄")


def test_a_strong_link_is_seen() -> None:
    found = link(
        "tenure", TITLE, [float(n) for n in range(20)], [2.0 * n + n % 3 for n in range(20)]
    )
    assert found.seen == "link"
    assert found.r is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.r < found.high <= 1


def test_chance_among_many_is_no_link_and_among_few_cannot_be_told() -> None:
    rng = Random(3)
    pairs = [(rng.random(), rng.random()) for _ in range(400)]
    assert link("x", TITLE, *map(list, zip(*pairs, strict=True))).seen == "no link"
    few = pairs[:10]
    assert link("x", TITLE, *map(list, zip(*few, strict=True))).seen == "cannot tell"


@pytest.mark.parametrize("points", [[1.0] * 20, [1.0, 2.0]])
def test_without_variation_or_people_there_is_no_figure(points: list[float]) -> None:
    found = link("x", TITLE, points, [float(n) for n in range(len(points))])
    assert (found.r, found.seen) == (None, "cannot tell")


@given(
    st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3)), min_size=FEWEST, max_size=30)
)
def test_the_interval_holds_the_estimate_within_one(pairs: list[tuple[float, float]]) -> None:
    found = link("x", TITLE, [a for a, _ in pairs], [b for _, b in pairs])
    if found.r is not None and found.low is not None and found.high is not None:
        assert -1 <= found.low <= found.high <= 1
        assert found.low - 1e-5 <= found.r <= found.high + 1e-5


def people(rng: Random, n: int) -> list[Weeks]:
    return [
        Weeks(
            f"p{i}",
            tuple(rng.gauss(10, 3) for _ in range(13)),
            tuple(rng.gauss(10, 3) for _ in range(13)),
        )
        for i in range(n)
    ]


def test_improvement_by_weeks_is_that_of_their_means_with_an_interval_around_it() -> None:
    some = people(Random(1), 12)
    found = improved(some, Random(0))
    plain = most_improved(
        [BeforeAfter(o.person_id, sum(o.before) / 13, sum(o.after) / 13) for o in some]
    )
    assert [(o.person_id, o.place) for o in found] == [(o.person_id, o.place) for o in plain]
    for one in found:
        assert one.low is not None
        assert one.high is not None
        assert one.low <= one.beyond <= one.high
    assert found == improved(list(reversed(some)), Random(0))


def test_pure_chance_is_covered_nine_times_in_ten() -> None:
    """Nobody improved, so nearly every interval has to hold zero."""
    rng, inside, total = Random(5), 0, 0
    for _ in range(20):
        for one in improved(people(rng, 12), rng, draws=200):
            assert one.low is not None
            assert one.high is not None
            inside, total = inside + (one.low <= 0 <= one.high), total + 1
    assert 0.84 <= inside / total <= 0.97
