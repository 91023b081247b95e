"""Multi-touch credit: hand-worked examples, and what holds for any journeys."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise, permutations
from math import fsum
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.attribution.credit import time_decay
from revrise.core.attribution.markov import removal_effects
from revrise.core.attribution.models import MODELS, chosen
from revrise.core.attribution.path import Journeys
from revrise.core.attribution.touch import Journey, Touch
from revrise.core.errors import Invalid

START = datetime(2026, 1, 1, tzinfo=UTC)


def journey(name, channels, converted, value=None, days=None):
    days = days or range(len(channels))
    touches = [
        Touch(name, channel, START + timedelta(days=day))
        for channel, day in zip(channels, days, strict=True)
    ]
    return Journey(name, touches, converted, value)


def shared(model, *journeys):
    return {c.channel: c.conversions for c in MODELS[model].share(Journeys(journeys))}


@pytest.mark.parametrize(
    ("model", "channels", "expected"),
    [
        ("first", "ABC", {"A": 1, "B": 0, "C": 0}),
        ("last", "ABC", {"A": 0, "B": 0, "C": 1}),
        ("linear", "ABA", {"A": 2 / 3, "B": 1 / 3}),
        ("position", "A", {"A": 1}),
        ("position", "AB", {"A": 0.5, "B": 0.5}),
        ("position", "ABCD", {"A": 0.4, "B": 0.1, "C": 0.1, "D": 0.4}),
        ("shapley", "ABA", {"A": 0.5, "B": 0.5}),
    ],
)
def test_one_conversion_is_shared_by_the_rule(model, channels, expected):
    assert shared(model, journey("j", channels, converted=True)) == pytest.approx(expected)


def test_time_decay_halves_per_half_life():
    """A 7 days before B: weights ½ and 1, so ⅓ and ⅔; with 14 days of half-life 1/√2 and 1."""
    one = Journeys([journey("j", "AB", True, days=[0, 7])])
    assert {c.channel: c.conversions for c in time_decay(one)} == pytest.approx(
        {"A": 1 / 3, "B": 2 / 3}
    )
    slow = {c.channel: c.conversions for c in time_decay(one, half_life_days=14)}
    assert slow["A"] / slow["B"] == pytest.approx(0.5**0.5)


@pytest.mark.parametrize("half_life", [0, -1, float("nan")])
def test_half_life_must_be_positive(half_life):
    with pytest.raises(Invalid, match="half-life"):
        time_decay(Journeys([]), half_life_days=half_life)


def test_markov_removal_effect_by_hand():
    """Journeys A→B won, A lost, B won. Out of start: A 2/3, B 1/3. Out of A: B 1/2, lost 1/2.

    Out of B: won 1. P(win) = 2/3·1/2 + 1/3 = 2/3. Without A: 1/3, effect 1 − (1/3)/(2/3) = 1/2.
    Without B: 0, effect 1. Two conversions in proportion 1/2 : 1 are 2/3 and 4/3.
    """
    journeys = [journey("1", "AB", True), journey("2", "A", False), journey("3", "B", True)]
    assert removal_effects(Journeys(journeys)) == pytest.approx({"A": 0.5, "B": 1.0})
    assert shared("markov", *journeys) == pytest.approx({"A": 2 / 3, "B": 4 / 3})


def test_markov_agrees_with_following_the_chain_step_by_step():
    """Removal computed by pushing probability along the chain until none is left."""
    rng = Random(4)
    journeys = [
        journey(str(i), rng.choices("ABCD", k=rng.randint(1, 5)), rng.random() < 0.3)
        for i in range(60)
    ]
    effects = removal_effects(Journeys(journeys))
    base = _chance(journeys, removed=None)
    for channel, effect in effects.items():
        assert effect == pytest.approx(1 - _chance(journeys, channel) / base, abs=1e-9)


def _chance(journeys, removed):
    steps = {}
    for each in journeys:
        states = ["start", *each.channels, "won" if each.converted else "lost"]
        for a, b in pairwise(states):
            steps.setdefault(a, []).append(b)
    here, won = {"start": 1.0}, 0.0
    for _ in range(2000):
        there = {}
        for state, mass in here.items():
            for following in steps[state]:
                part = mass / len(steps[state])
                if following == "won":
                    won += part
                elif following not in ("lost", removed):
                    there[following] = there.get(following, 0.0) + part
        here = there
    return won


def test_a_channel_that_never_leads_to_a_conversion_gets_nothing_from_markov():
    journeys = [journey("1", "A", True), journey("2", "AX", False), journey("3", "X", False)]
    assert shared("markov", *journeys) == {"A": 1.0, "X": 0.0}


def test_shapley_equals_the_average_marginal_over_all_orders():
    """Brute force of the stated game: v(S) = conversions whose channels all lie in S."""
    rng = Random(2)
    journeys = [
        journey(str(i), rng.choices("ABCD", k=rng.randint(1, 4)), rng.random() < 0.5)
        for i in range(40)
    ]
    sets = [set(j.channels) for j in journeys if j.converted]
    orders = list(permutations("ABCD"))
    expected = dict.fromkeys("ABCD", 0.0)
    for order in orders:
        before = 0
        for size, channel in enumerate(order, start=1):
            now = sum(members <= set(order[:size]) for members in sets)
            expected[channel] += (now - before) / len(orders)
            before = now
    assert shared("shapley", *journeys) == pytest.approx(expected)


JOURNEYS = st.lists(
    st.tuples(
        st.lists(st.tuples(st.sampled_from("ABCDE"), st.integers(0, 400)), min_size=1, max_size=6),
        st.booleans(),
        st.none() | st.integers(0, 10**12),
    ),
    max_size=25,
)


def built(drawn, rng=None):
    journeys = []
    for index, (touches, converted, value) in enumerate(drawn):
        name = str(index)
        found = [Touch(name, c, START + timedelta(hours=hour)) for c, hour in touches]
        if rng:
            rng.shuffle(found)
        journeys.append(Journey(name, found, converted, value))
    if rng:
        rng.shuffle(journeys)
    return Journeys(journeys)


@pytest.mark.parametrize("name", list(MODELS))
@given(drawn=JOURNEYS)
def test_credits_are_never_negative_and_sum_to_conversions_and_value(name, drawn):
    journeys = built(drawn)
    found = MODELS[name].share(journeys)
    assert {c.channel for c in found} == set(journeys.channels)
    assert all(c.conversions >= -1e-9 and c.value >= -1e-3 for c in found)
    assert fsum(c.conversions for c in found) == pytest.approx(journeys.conversions, abs=1e-9)
    assert fsum(c.value for c in found) == pytest.approx(journeys.value, rel=1e-12, abs=1e-9)


@pytest.mark.parametrize("name", list(MODELS))
@given(drawn=JOURNEYS, seed=st.integers(0, 99))
def test_the_order_of_rows_changes_nothing(name, drawn, seed):
    share = MODELS[name].share
    assert share(built(drawn)) == share(built(drawn, Random(seed)))


def test_a_journey_without_touches_is_refused():
    with pytest.raises(Invalid, match="no touches"):
        Journey("deal_1", [], True)


def test_models_are_chosen_by_name_and_an_unknown_one_names_the_rest():
    assert [m.name for m in chosen(["linear", "markov"])] == ["linear", "markov"]
    assert chosen([]) == chosen(["all"]) == tuple(MODELS.values())
    with pytest.raises(Invalid, match="time-decay"):
        chosen(["quadratic"])


def test_every_model_explains_itself_in_both_languages():
    for model in MODELS.values():
        assert all([model.title.en, model.title.zh, model.description.en, model.description.zh])
