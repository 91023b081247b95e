"""Phrases are found wherever a person would see them, at exact characters."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.conversations.words.folding import fold
from revrise.core.conversations.words.phrases import Hit, Matcher, phrases, tokenize


def found(words, text):
    line = tokenize(text)
    return [text[slice(*line.span(hit))] for hit in Matcher({"x": words}).find(line)]


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        (["price"], "The PRICE, the priceless price", ["PRICE", "price"]),
        (["too expensive"], "too  expensive, too\nexpensively", ["too  expensive"]),
        (["don't need"], "we don’t need it", ["don’t need"]),
        (["roi"], "the ＲＯＩ is", ["ＲＯＩ"]),
        (["fine"], "it is ﬁne", ["ﬁne"]),
        (["café"], "the cafe\u0301 there", ["cafe\u0301"]),
        (["strasse"], "in der Straße 5", ["Straße"]),
        (["太贵"], "我觉得太贵了", ["太贵"]),
        (["价格", "价格太高"], "这个价格太高了", ["价格太高"]),
        (["預算"], "我们的预算和預算", ["预算", "預算"]),
        (
            ["跟老板讨论", "礼拜", "测试", "看着", "回复", "着名"],
            "先跟老闆討論，禮拜三測試、看著辦，再回覆著名的餐廳",
            ["跟老闆討論", "禮拜", "測試", "看著", "回覆", "著名"],
        ),
        (["crm"], "我们用CRM系统", ["CRM"]),
        (["c++", "24 7"], "c++ and 24 7", ["c++", "24 7"]),
        (["out of * budget"], "out of our small budget", ["out of our small budget"]),
        (["out of * budget"], "out of it. My budget", []),
        (["*"], "a * b", ["*"]),
    ],
)
def test_finds_exactly(words, text, expected):
    assert found(words, text) == expected


def test_hits_of_one_key_do_not_overlap_and_keys_do_not_disturb_each_other():
    line = tokenize("a b a b a")
    hits = Matcher({"x": ["a b a"], "y": ["b a"]}).find(line)
    assert [(hit.key, hit.first, hit.last) for hit in hits] == [
        ("x", 0, 3),
        ("y", 1, 3),
        ("y", 3, 5),
    ]


def test_word_lists_are_written_with_slashes_over_lines():
    assert phrases(" one two /\n three / \n") == ("one two", "three")


@given(st.text(max_size=60))
def test_every_folded_character_leads_back_inside_the_text(text):
    folded = fold(text)
    spans = [folded.origin(at, at + 1) for at in range(len(folded.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@given(st.text("aÉß太ﬁＡ！e\u0301 "))
def test_folding_is_compatibility_form_in_lower_case(text):
    assert fold(text).text == unicodedata.normalize("NFKC", text).casefold()


@given(st.text("ab 太贵.é", max_size=30), st.text("ab太贵", min_size=1, max_size=4))
def test_a_hit_reads_as_the_phrase(text, phrase):
    wanted = list(tokenize(phrase).tokens)
    assert all(list(tokenize(hit).tokens) == wanted for hit in found([phrase], text))


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_text_on_its_own_is_found_between_spaces(before, phrase):
    if list(tokenize(phrase).tokens) and "*" not in phrase:
        assert found([phrase], f"{before} {phrase} {before}")


@given(st.text(st.characters(codec="ascii"), max_size=20))
def test_ascii_is_read_as_it_is_beside_other_scripts(text: str) -> None:
    assert tokenize(f"{text} 价").tokens == [*tokenize(text).tokens, "价"]


@given(st.text("价格很高吗，。_①é\u0301ㄅカ𠀀😀 a1'", max_size=12))
def test_what_has_no_long_words_is_read_as_it_is_beside_them(text: str) -> None:
    assert tokenize(f"{text} crm").tokens == [*tokenize(text).tokens, "crm"]


@given(st.text("价格，_ﬁ½é\u0301ß a'1", min_size=1, max_size=12))
def test_each_token_is_found_where_it_stands(text: str) -> None:
    line = tokenize(text)
    for at, token in enumerate(line.tokens):
        start, end = line.between(at, at + 1)
        assert token in fold(text[start:end]).text


def test_threads_that_meet_a_phrase_first_at_once_all_find_it() -> None:
    words = [f"call me on day {number}" for number in range(2_000)]
    line = tokenize("please call me on day 1999 or call me on day 7")
    for _ in range(20):
        matcher, together = Matcher({"x": words}), Barrier(4)

        def find(matcher: Matcher = matcher, together: Barrier = together) -> list[Hit]:
            together.wait()
            return matcher.find(line)

        with ThreadPoolExecutor(4) as threads:
            found = [one.result() for one in [threads.submit(find) for _ in range(4)]]
        assert found == [[Hit("x", 1, 6), Hit("x", 7, 12)]] * 4


def test_many_gaps_in_a_phrase_are_looked_for_in_no_more_places_than_there_are() -> None:
    """With each gap there are five times as many ways to the next word: thirty took for ever."""
    matcher = Matcher({"long": ["so * so" + " * so" * 28 + " * there"]})
    assert matcher.find(tokenize("so " * 120)) == []
    (hit,) = matcher.find(tokenize("so " * 40 + "there"))
    assert (hit.first, hit.last) == (0, 41)
