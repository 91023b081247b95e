"""What is believed of the objections a language model names: the buyer's own words, no more."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.assist import asking, objecting
from revrise.core.assist.answer import OBJECTIONS, Point, Quote
from revrise.core.assist.chunk import Chunk, chunks
from revrise.core.conversations.moment import Moment, Span
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.errors import Invalid

LINES = {
    4: "It is ninety a seat, take it or leave it.",
    5: "Honestly, that is TOO  expensive for us.",
    6: "太贵了，ＡＢＣ报价只要八折",
    7: "No.",
    8: "too expensive, you say?",
}
WHO = {4: "seller", 5: "buyer", 6: "buyer", 7: "buyer", 8: "unknown"}
PART = Chunk(LINES, WHO)


def one(number: Any, quote: Any, category: Any = "price", **more: Any) -> dict[str, Any]:
    return {"n": number, "category": category, "quote": quote, **more}


def read(*points: Any, part: Chunk = PART) -> tuple[list[tuple[str, str]], int]:
    """The categories and the words under them, and how many were dropped."""
    found = objecting.read(json.dumps({"points": points}, ensure_ascii=False), part)
    quoted = [
        (point.about, part.lines[quote.utterance][quote.start : quote.end])
        for point in found.points
        for quote in point.quotes
    ]
    return quoted, found.dropped


@pytest.mark.parametrize(
    ("point", "words"),
    [
        (one(5, "too expensive"), "TOO  expensive"),
        (one(6, "太贵了,abc报价"), "太贵了，ＡＢＣ报价"),  # half-width for full-width
        (one(6, "太贵了，ＡＢＣ"), "太贵了，ＡＢＣ"),
        (one(5, "“that is too expensive”"), "that is TOO  expensive"),
        (one(7, "No."), "No."),  # one word, and the line has no other
    ],
)
def test_words_of_the_buyer_s_line_are_kept_as_they_stand_there(
    point: dict[str, Any], words: str
) -> None:
    assert read(point) == ([("price", words)], 0)


@pytest.mark.parametrize(
    "point",
    [
        one(4, "take it or leave it"),  # the seller's
        one(8, "too expensive"),  # nobody knows whose
        one(99, "too expensive"),  # no such line
        one(3, "too expensive"),  # a line before the part
        one(6, "too expensive"),  # in another line than it says
        one(5, "far too expensive"),  # invented
        one(5, "xpensive for us"),  # no whole word
        one(5, "expensive"),  # one word of many
        one(7, "..."),
        one(7, ""),
        one(5, "too expensive", "greed"),
        one(5, "too expensive", "Price"),
        one(5, "too expensive", ["price"]),
        one(5, "too expensive", None),
        one("5", "too expensive"),
        one(True, "too expensive"),
        one(5.0, "too expensive"),
        one(5, ["too expensive"]),
        {"text": "They object.", "quotes": [{"n": 5, "quote": "too expensive"}]},
        {},
        "too expensive",
        None,
    ],
)
def test_whatever_the_lines_do_not_bear_out_is_dropped_and_counted(point: Any) -> None:
    assert read(point, one(5, "too expensive")) == ([("price", "TOO  expensive")], 1)


def test_of_a_line_each_category_is_kept_once_and_in_order_of_the_call() -> None:
    found, dropped = read(
        one(7, "No.", "need"), one(5, "too expensive"), one(5, "expensive for us"),
        one(5, "for us", "need"), one(6, "太贵了"),
    )  # fmt: skip
    assert found == [
        ("need", "for us"), ("price", "TOO  expensive"), ("price", "太贵了"), ("need", "No.")
    ]  # fmt: skip
    assert dropped == 0


def test_nothing_of_the_model_s_own_words_is_kept() -> None:
    point = one(5, "too expensive", text="<b>fire them</b>", level=5, about="x")
    found = objecting.read(json.dumps({"points": [point]}), PART).points
    assert found == (Point("", (Quote(5, 18, 32),), "price"),)


FIELDS = st.one_of(
    st.none(), st.booleans(), st.integers(-1, 9), st.floats(), st.text(max_size=4),
    st.sampled_from(["price", "need", "n", "too expensive", "太贵了", "No."]),
    st.lists(st.integers(0, 9), max_size=2),
)  # fmt: skip
NAMES = st.sampled_from(["n", "category", "quote", "text"])


@given(st.lists(FIELDS | st.dictionaries(NAMES, FIELDS, max_size=4), max_size=6))
def test_of_any_json_only_words_of_the_buyer_s_are_kept(points: list[Any]) -> None:
    found = objecting.read(json.dumps({"points": points}), PART)
    assert len(found.points) + found.dropped <= len(points)
    for point in found.points:
        (quote,) = point.quotes
        assert WHO[quote.utterance] == "buyer"
        assert 0 <= quote.start < quote.end <= len(LINES[quote.utterance])


@pytest.mark.parametrize("cut", range(2, 20, 3))
def test_an_answer_that_is_cut_off_is_none(cut: int) -> None:
    with pytest.raises(Invalid, match="no JSON"):
        objecting.read(json.dumps({"points": [one(5, "too expensive")]})[:-cut], PART)


@given(st.lists(st.text(max_size=90), max_size=40), st.integers(1, 200), st.integers(0, 5))
def test_each_part_comes_with_the_lines_before_it_which_cannot_be_named(
    texts: list[str], characters: int, lead: int
) -> None:
    said = tuple(Utterance("AB"[at % 2], text) for at, text in enumerate(texts))
    call = Transcript("en", (Speaker("A", "seller"), Speaker("B", "buyer")), said)
    for part in chunks(call, characters, 99, lead):
        first = min(part.lines)
        assert [words for _, words in part.before] == texts[max(first - lead, 0) : first]
        document = json.loads(asking.data(OBJECTIONS, part, "", ()))
        assert [line["n"] for line in document["lines"]] == list(part.lines)
        assert all(line.keys() == {"who", "said"} for line in document.get("before", ()))


def test_a_long_line_before_a_part_is_cut() -> None:
    call = Transcript("en", (Speaker("B", "buyer"),), (Utterance("B", "x" * 900),) * 2)
    assert [len(words) for _, words in list(chunks(call, 900, 2, 4))[1].before] == [300]


def test_model_and_detectors_agree_where_they_name_the_same_run_of_the_buyer_s() -> None:
    """Lines 1 and 2 are one run, 4, 6 and 8 each their own; only lines 0 to 8 were sent."""
    who = "SBBSBSBSBSB"
    speakers = (Speaker("S", "seller"), Speaker("B", "buyer"))
    call = Transcript("en", speakers, tuple(Utterance(one, "so it goes") for one in who))
    points = [Point("", (Quote(at, 0, 2),), "price") for at in (2, 6, 8)]
    heard = [Moment("objection", Span(at, 0, 2), "trust") for at in (1, 4, 8, 10)]
    found = objecting.beside(points, 9, call, [*heard, Moment("question", Span(6, 0, 2))])
    assert found.both == {2, 8}
    assert found.detectors_alone == (heard[1],)
    assert found.model_alone == {6}
