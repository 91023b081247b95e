"""Who has the floor: turns, backchannels, interruptions, overtalk, fillers."""

from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.conversations.analysis import analyse
from revrise.core.conversations.metrics import fillers
from revrise.core.conversations.metrics.intervals import gaps, overlaps, union
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.metrics.speech import prepare
from revrise.core.conversations.metrics.turns import listening
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.conversations.words.language import count, resolve, tokens

SPEAKERS = (Speaker("R", "seller"), Speaker("C", "buyer"))


def call(*said: tuple[str, str, int, int]) -> Transcript:
    return Transcript("en", SPEAKERS, tuple(Utterance(*one) for one in said))


def turns(*said: tuple[str, str, int, int]) -> list[tuple[str, int, int]]:
    return [(one.speaker, one.start, one.end) for one in prepare(call(*said)).turns.turns]


@pytest.mark.parametrize(("gap", "expected"), [(999, 1), (1000, 2)])
def test_less_than_a_second_apart_is_one_turn(gap: int, expected: int) -> None:
    said = ("R", "we start here", 0, 2000), ("R", "and go on", 2000 + gap, 5000)
    assert len(turns(*said)) == expected


def test_a_backchannel_neither_takes_nor_breaks_a_turn() -> None:
    said = (
        ("C", "it all began in march", 0, 5000),
        ("R", "uh-huh", 5200, 5800),
        ("C", "when the tool broke", 6500, 9000),
    )
    assert turns(*said) == [("C", 0, 9000)]


def test_anything_more_than_a_backchannel_breaks_a_turn() -> None:
    said = (
        ("C", "it all began in march", 0, 5000),
        ("R", "oh no why", 5200, 5800),
        ("C", "when the tool broke", 6500, 9000),
    )
    assert [speaker for speaker, _, _ in turns(*said)] == ["C", "R", "C"]


def test_a_listening_word_that_opens_ones_own_turn_belongs_to_it() -> None:
    said = (
        ("C", "that is it", 0, 2000),
        ("R", "okay", 2500, 2900),
        ("R", "let us go on", 3100, 6000),
    )
    assert turns(*said) == [("C", 0, 2000), ("R", 2500, 6000)]


def test_backchannels_in_a_row_are_listening_too_and_each_is_counted() -> None:
    """Together they are longer than a second and two words; 3 ÷ 9 s of the buyer = 20 a minute."""
    said = (
        ("C", "it all began in march", 0, 6000),
        ("R", "mm-hmm", 2000, 2400),
        ("R", "right", 3000, 3400),
        ("R", "yeah", 4000, 4400),
        ("C", "when the tool broke", 6500, 9500),
    )
    assert turns(*said) == [("C", 0, 9500)]
    metrics = analyse(call(*said)).metrics
    assert metrics["interactivity"].value == 0
    assert metrics["longest_customer_story"].value == 9500
    assert metrics["backchannel_rate"].value == 20


def test_a_backchannel_before_ones_own_words_a_second_later_stays_one() -> None:
    said = (
        ("C", "that is it", 0, 3000),
        ("R", "okay", 1000, 1400),
        ("R", "let us go on", 3400, 6000),
    )
    assert turns(*said) == [("C", 0, 3000), ("R", 3400, 6000)]


def test_a_long_drawn_word_is_no_backchannel() -> None:
    assert len(turns(("C", "that is it", 0, 2000), ("R", "right", 2500, 3600))) == 2


@pytest.mark.parametrize(
    "text",
    [
        *("Mm-hmm.", "right", "I see", "Oh, okay!", "oh wow", "OK", "嗯", "对对对", "好的", "對"),
        *("没错。", "哦是吗", "哦这样", "可不是", "嗯好的", "係", "係啊", "冇問題", "沒錯"),
    ],
)
def test_listening_is_recognised_in_both_languages(text: str) -> None:
    assert listening(text)


@pytest.mark.parametrize("text", ["", "no", "right now please", "好的我知道", "不", "price", "…"])
def test_other_short_utterances_are_not_listening(text: str) -> None:
    assert not listening(text)


def test_an_interruption_starts_inside_a_turn_and_outlasts_it() -> None:
    metrics = analyse(
        call(
            ("C", "we were thinking about the price", 0, 6000),
            ("R", "the price is just fine", 4000, 9000),
            ("C", "well I was still", 5000, 8000),
        )
    ).metrics
    assert metrics["interruptions"].value == 1
    assert metrics["interruptions_buyer"].value == 0


def test_overtalk_is_what_the_seller_speaks_over_the_buyer_not_the_reverse() -> None:
    """The seller starts second for 2 s; the buyer starts second for 3 s; 20 s of call."""
    metrics = analyse(
        call(
            ("C", "we were thinking about the price", 0, 6000),
            ("R", "the price is just fine", 4000, 12_000),
            ("C", "no it is really not", 9000, 20_000),
        )
    ).metrics
    assert metrics["overtalk"].value == 0.1


PANEL = (
    Speaker("R", "seller"),
    Speaker("Q", "seller"),
    Speaker("A", "buyer"),
    Speaker("B", "buyer"),
)


def panel(*said: tuple[str, int, int]) -> Mapping[str, Metric]:
    """Of two sellers and two buyers."""
    spoken = (Utterance(who, "we could do it that way", start, end) for who, start, end in said)
    return analyse(Transcript("en", PANEL, tuple(spoken), 20_000)).metrics


def test_patience_begins_when_the_last_of_several_buyers_ends() -> None:
    """A speaks from 0 to 9.8 s and B within it; R waits 0.2 s, not 3 s since B."""
    assert panel(("A", 0, 9800), ("B", 6000, 7000), ("R", 10_000, 12_000))["patience"].value == 200
    early = panel(("A", 0, 11_000), ("B", 6000, 7000), ("R", 10_000, 12_000))
    assert (early["patience"].reason, early["patience_overlaps"].value) == ("no_gaps", 1)


def test_who_begins_while_a_colleague_speaks_has_waited_for_no_buyer() -> None:
    said = (("A", 0, 3000), ("R", 3400, 12_000), ("B", 7000, 8000), ("Q", 9000, 11_000))
    assert panel(*said)["patience"].value == 400


def test_a_buyer_who_speaks_over_the_seller_makes_no_overtalk_of_the_buyer_before() -> None:
    """R begins 0.2 s before A ends; then B begins over R, until 9 s: that is not R's doing."""
    said = (("A", 0, 5000), ("R", 4800, 6000), ("B", 5000, 9000))
    assert panel(*said)["overtalk"].value == 200 / 20_000


def test_who_interrupts_does_so_whoever_begins_at_the_same_moment() -> None:
    said = (("R", 0, 5000), ("Q", 4000, 6000), ("A", 4000, 9000))
    assert panel(*said)["interruptions_buyer"].value == 1


def test_a_backchannel_over_the_buyer_is_no_overtalk() -> None:
    metrics = analyse(
        call(("C", "we were thinking of the price", 0, 6000), ("R", "right", 3000, 3500))
    ).metrics
    assert metrics["overtalk"].value == metrics["interruptions"].value == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("um so we uh start", 2),
        ("you know it is hard", 1),
        ("do you know what it costs", 0),
        ("I mean we could sort of wait", 2),
        ("what I mean is this kind of tool", 0),
        ("I mean it's not that hard", 1),
        ("I mean it", 0),
        ("a different kind of pump and the best sort of hose", 0),
        ("that's kind of you", 0),
        ("it's kind of expensive", 1),
        ("you know what I mean it's fine", 1),
        ("you know what it costs", 0),
        ("那个，我们先看一下", 1),
        ("那个那个我想问一下", 1),
        ("那个产品很好", 0),
        ("这个价格可以", 0),
        ("我喜欢这个，不喜欢那个", 0),
        ("呃我们嗯再看看", 1),
        ("额度是多少", 0),
        ("額外的費用", 0),
    ],
)
def test_fillers_are_told_from_the_same_words_at_work(text: str, expected: int) -> None:
    assert fillers.count(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't re-open the well-known case", 5),
        ("我们用CRM系统", 6),
        ("it costs 1,200.50 a year", 5),
        ("  🙂 … ", 0),
        ("well [laughter] yes", 2),
        ("價格 ok", 3),
    ],
)
def test_words_and_characters_are_counted(text: str, expected: int) -> None:
    assert count(text) == expected


@pytest.mark.parametrize(
    ("declared", "han", "words", "expected"),
    [
        ("en", 0, 100, "en"),
        ("en", 95, 100, "zh"),
        ("zh-Hant-TW", 50, 100, "zh"),
        ("zh", 0, 100, "en"),
        ("", 60, 100, "zh"),
        ("auto", 0, 0, "en"),
        ("fr_FR", 0, 100, "fr"),
    ],
)
def test_the_script_decides_the_language_where_it_is_clear(
    declared: str, han: int, words: int, expected: str
) -> None:
    assert resolve(declared, han, words) == expected


def test_intervals_join_overlap_and_leave_gaps() -> None:
    ours = union([(5, 9), (0, 3), (2, 4), (7, 7), (9, 8)])
    assert ours == ((0, 4), (5, 9))
    assert union(ours, gap=1) == ((0, 9),)
    assert overlaps(ours, ((3, 6), (8, 20))) == [(3, 4), (5, 6), (8, 9)]
    assert gaps(ours, 12) == [1, 3]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=12))
def test_a_union_covers_each_moment_that_some_stretch_covers(stretches) -> None:
    joined = union(stretches)
    covered = {at for start, end in stretches for at in range(start, end)}
    assert {at for start, end in joined for at in range(start, end)} == covered
    assert all(a[1] < b[0] for a, b in pairwise(joined))
    assert sum(gaps(joined, 31)) == 31 - len(covered)


@given(st.text("字価ー〇𠀀é a1.,:'’-_[]<>", max_size=16), st.text("a1.,:'-_[]<> ", max_size=16))
def test_as_many_words_are_counted_as_there_are(text: str, ascii_text: str) -> None:
    assert count(text) == len(tokens(text))
    assert count(ascii_text) == len(tokens(ascii_text))


@pytest.mark.parametrize("names", [("A", "B"), ("B", "A")])
def test_who_begins_together_with_the_other_answers_nobody(names: tuple[str, str]) -> None:
    """Whatever they are called: equal times were in order of the names."""
    seller, buyer = names
    said = (
        Utterance(seller, "we talk at the same time", 0, 9000),
        Utterance(buyer, "and so do we all along", 0, 9000),
    )
    both = Transcript("en", (Speaker(seller, "seller"), Speaker(buyer, "buyer")), said)
    assert analyse(both).metrics["patience_overlaps"].value == 0
