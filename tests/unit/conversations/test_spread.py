"""The middle half of a team, and the topics of a call along its time."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.conversations.metrics.spread import ENOUGH, middle_half
from revrise.core.conversations.reading import Reading, read
from revrise.core.conversations.topic_phrases import TITLES, TOPICS
from revrise.core.conversations.topic_strip import strip
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance

numbers = st.floats(-1e6, 1e6)


@given(st.lists(numbers, max_size=ENOUGH - 1), st.integers(0, 5))
def test_fewer_calls_than_enough_say_nothing(values: list[float], unknown: int) -> None:
    assert middle_half([*values, *[None] * unknown]) is None


@given(st.lists(numbers, min_size=ENOUGH, max_size=40))
def test_quartiles_are_in_order_and_hold_the_middle(values: list[float]) -> None:
    half = middle_half(values)
    assert half is not None
    order = [half.lowest, half.low, half.median, half.high, half.highest]
    assert order == sorted(order)
    assert half.n == len(values)
    assert (half.side(half.median), half.side(half.high + 1)) == ("within", "above")
    assert half.side(half.low - 1) == "below"


def talk(*lines: tuple[int, str]) -> Reading:
    said = tuple(Utterance("A", text, at, at + 900) for at, text in lines)
    return read(Transcript("en", (Speaker("A", "seller"),), said))


def test_stretches_follow_what_is_spoken_of() -> None:
    found = strip(
        talk((0, "Good morning, may I record this call?"), (50_000, "The price, the budget."),
             (110_000, "Next step: I will send a proposal next week.")),
        120_000,
    )  # fmt: skip
    assert [one.topic for one in found] == ["opening", "price", "next"]
    assert (found[0].start_ms, found[-1].end_ms) == (0, 120_000)


def test_chinese_is_heard_too() -> None:
    assert [one.topic for one in strip(talk((0, "这个价格有折扣吗？")), 1_000)] == ["price"]


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("is now still a good time", "opening"),
        ("right now we do everything on paper", "today"),
        ("the biggest challenge is turnover", "problem"),
        ("does it integrate with your app", "product"),
        ("how much is it per user", "price"),
        ("is it encrypted", "security"),
        ("who has to approve it", "deciding"),
        ("when can we talk again", "next"),
        ("现在方便说话吗", "opening"),
        ("我们现在用的是手工", "today"),
        ("最头疼的是对账", "problem"),
        ("能对接吗", "product"),
        ("能打折吗", "price"),
        ("有没有加密", "security"),
        ("周四下午再沟通", "next"),
    ],
)
def test_everyday_words_tell_the_topic(said: str, topic: str) -> None:
    assert [one.topic for one in strip(talk((0, said)), 1_000)] == [topic]


@pytest.mark.parametrize("said", ["I'll sign it today", "我现在就签"])
def test_a_day_or_now_alone_is_not_how_it_works_today(said: str) -> None:
    assert "today" not in [one.topic for one in strip(talk((0, said)), 1_000)]


def test_what_has_no_times_has_no_stretches() -> None:
    untimed = Transcript("en", (), (Utterance("A", "The price."),))
    assert strip(read(untimed), 1_000) == ()
    assert strip(talk((0, "The price.")), 0) == ()
    assert set(TITLES) == set(TOPICS)


@given(st.lists(st.tuples(st.integers(0, 99_999), st.sampled_from(["price", "boss", "hm"]))))
def test_stretches_cover_the_whole_call_without_overlap(lines: list[tuple[int, str]]) -> None:
    found = strip(talk(*sorted(lines)), 100_000)
    if not lines:
        assert found == ()
        return
    assert (found[0].start_ms, found[-1].end_ms) == (0, 100_000)
    assert all(a.end_ms == b.start_ms and a.topic != b.topic for a, b in itertools.pairwise(found))
