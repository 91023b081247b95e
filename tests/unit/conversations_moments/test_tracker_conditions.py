"""Trackers with conditions: near, by side, in a part of the call, repeated, silence, pace.

One call: the seller speaks 0–10 s and 40–46 s, the buyer 12–20 s and 20–30 s.
"""

import json
import tomllib
from pathlib import Path

import pytest

from revrise.core.conversations import tracker_toml
from revrise.core.conversations.trackers import TrackerResult, find
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.errors import Invalid

SCHEMA = json.loads((Path(__file__).parents[3] / "docs/tracker.schema.json").read_text("utf-8"))
CALL = Transcript(
    "en",
    (Speaker("S", "seller"), Speaker("B", "buyer")),
    (
        Utterance("S", "Our price is fair and the discount ends on Friday.", 0, 10_000),
        Utterance("B", "The price is high, and high again.", 12_000, 20_000),
        Utterance("B", "我们 没有 预算 for a discount", 20_000, 30_000),
        Utterance("S", "Then let us look at the price.", 40_000, 46_000),
    ),
)


def heard(when: str) -> TrackerResult:
    import jsonschema

    text = f'[[trackers]]\nid = "t"\ntitle.en = "T"\nwhen = {when}\n'
    (one,) = find(CALL, tracker_toml.load(text, "t.toml"))
    assert jsonschema.Draft202012Validator(SCHEMA).is_valid(tomllib.loads(text))
    return one


def quotes(when: str) -> list[str]:
    spans = [moment.span for moment in heard(when).moments]
    return [CALL.utterances[s.utterance].text[s.start : s.end] for s in spans]


PRICE, DISCOUNT, HIGH = '{phrases = ["price"]}', '{phrases = ["discount"]}', '{phrases = ["high"]}'


@pytest.mark.parametrize(
    ("when", "met"),
    [
        (f"{{any = [{PRICE}, {{phrases = ['refund']}}]}}", True),
        (f"{{all = [{PRICE}, {{phrases = ['refund']}}]}}", False),
        (f"{{all = [{PRICE}, {DISCOUNT}]}}", True),
        (f"{{at_least = 2, of = [{PRICE}, {HIGH}, {{phrases = ['refund']}}]}}", True),
        (f"{{none = [{PRICE}]}}", False),
        ("{none = [{phrases = ['refund']}]}", True),
        ("{phrases = ['price'], mode = 'at_least', n = 3}", True),
        ("{phrases = ['price'], mode = 'at_least', n = 4}", False),
        ("{phrases = ['discount'], side = 'buyer'}", True),
        ("{phrases = ['friday'], side = 'buyer'}", False),
        (f"{{none = [{{all = [{PRICE}, {{none = [{DISCOUNT}]}}]}}]}}", True),
    ],
)
def test_conditions_nest(when: str, met: bool) -> None:
    assert heard(when).met is met


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("until_s = 5", ["price"]),
        ("from_s = 11, until_s = 30", ["price"]),
        ("from_s = -10", ["price"]),
        ("until_s = -10", ["price", "price"]),
        ("from_s = 60", []),
    ],
)
def test_a_part_of_the_call_is_counted_from_its_start_or_end(part: str, expected: list) -> None:
    assert quotes(f"{{phrases = ['price'], {part}}}") == expected


@pytest.mark.parametrize(
    ("reach", "expected"),
    [
        ("within_words = 1", ["price", "high"]),  # "price is high": one word between
        ("within_words = 0", []),
        ("within_words = 4", ["price", "high", "high"]),  # is, high, and, again: 2 more reached
        ("within_words = 1, ordered = true", ["price", "high"]),
        ("within_s = 30, ordered = true", ["price", "price", "high", "high"]),
    ],
)
def test_near_counts_what_has_the_other_within_reach(reach: str, expected: list) -> None:
    assert quotes(f"{{near = [{PRICE}, {HIGH}], {reach}}}") == expected


def test_in_order_means_the_second_after_the_first() -> None:
    assert not heard(f"{{near = [{HIGH}, {PRICE}], within_words = 1, ordered = true}}").met
    assert heard(f"{{near = [{HIGH}, {PRICE}], within_words = 1}}").met


def test_words_are_characters_in_chinese() -> None:
    """Between 我们 and 预算 stand the two characters 没有."""
    pair = "{phrases = ['我们']}, {phrases = ['预算']}"
    assert heard(f"{{near = [{pair}], within_words = 2}}").met
    assert not heard(f"{{near = [{pair}], within_words = 1}}").met


@pytest.mark.parametrize(
    ("silence", "met"),
    [
        ("silence_s = 9", True),  # 30 s to 40 s
        ("silence_s = 10", False),  # not longer than
        ("silence_s = 9, after = 'buyer'", True),
        ("silence_s = 9, after = 'seller'", False),
        ("silence_s = 1.5, after = 'seller'", True),  # 10 s to 12 s
    ],
)
def test_silence_is_between_two_who_speak(silence: str, met: bool) -> None:
    assert heard(f"{{{silence}}}").met is met


def test_silence_shows_what_was_said_last() -> None:
    assert quotes("{silence_s = 9}") == ["我们 没有 预算 for a discount"]


@pytest.mark.parametrize(
    ("pace", "met"),
    [
        ("above = 63", True),
        ("above = 65", False),
        ("below = 65", True),
        ("above = 60, below = 62", False),
    ],
)
def test_pace_is_the_speech_rate_of_a_side(pace: str, met: bool) -> None:
    """The seller says 10 + 7 words in 16 s: 63.75 a minute."""
    assert heard(f"{{pace = 'seller', {pace}}}").met is met


def test_without_times_nothing_is_near_in_seconds_but_in_words() -> None:
    chat = Transcript("en", CALL.speakers, (Utterance("B", "price so high"),))
    near = f"{{near = [{PRICE}, {HIGH}], %s}}"
    text = '[[trackers]]\nid = "{}"\ntitle.en = "T"\nwhen = {}\n'
    found = find(
        chat,
        tracker_toml.load(
            text.format("s", near % "within_s = 9")
            + text.format("w", near % "within_words = 9")
            + text.format("part", "{phrases = ['price'], from_s = 0}")
            + text.format("silence", "{silence_s = 1}")
            + text.format("pace", "{pace = 'buyer', above = 0}"),
            "t.toml",
        ),
    )
    assert [(one.tracker_id, one.met) for one in found] == [
        ("s", False),
        ("w", True),
        ("part", False),
        ("silence", False),
        ("pace", False),
    ]


@pytest.mark.parametrize(
    ("when", "culprit"),
    [
        ("{phrases = []}", "when.phrases"),
        ("{phrases = ['a'], sides = 'buyer'}", "when.sides"),
        ("{phrases = ['a'], side = 'both'}", "when.side"),
        ("{regexes = ['(a+)+']}", r"when.regexes: \(a\+\)\+"),
        ("{any = []}", "when.any"),
        ("{all = [{phrases = ['a'], n = 0}]}", r"when.all\[0\].n"),
        ("{at_least = 3, of = [{phrases = ['a']}]}", "when.at_least"),
        ("{near = [{phrases = ['a']}], within_s = 1}", "when.near"),
        ("{near = [{phrases = ['a']}, {phrases = ['b']}]}", "when.within_s"),
        ("{silence_s = -1}", "when.silence_s"),
        ("{silence_s = nan}", "when.silence_s"),
        ("{pace = 'seller'}", "when.above"),
        ("{none = [" * 8 + "{phrases = ['a']}" + "]}" * 8, "more than 6 conditions"),
    ],
)
def test_a_fault_is_named_by_its_key(when: str, culprit: str) -> None:
    with pytest.raises(Invalid, match=culprit):
        heard(when)


@pytest.mark.parametrize(
    ("text", "culprit"),
    [
        ("", "trackers"),
        ("trackers = 1", "trackers"),
        ('schema = "revrise.tracker/2"', "schema"),
        ("[[trackers", "t.toml"),
        ('[[trackers]]\nid = "a"\ntitle.en = "A"\nwhen = {phrases = ["a"]}\n' * 2, "the id a"),
    ],
)
def test_a_file_that_holds_no_trackers_is_refused(text: str, culprit: str) -> None:
    with pytest.raises(Invalid, match=culprit):
        tracker_toml.load(text, "t.toml")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("[0-9]+万", ["３０萬"]), ("萬", ["萬", "万"]), ("㍿.abc", ["㍿ ＡＢＣ"]), ("…+", ["……"])],
)
def test_an_expression_marks_the_text_as_it_stands(pattern: str, expected: list[str]) -> None:
    said = "㍿ ＡＢＣ，預算 ３０萬……不，两万"
    call = Transcript("zh", (Speaker("B", "buyer"),), (Utterance("B", said, 0, 9_000),))
    text = f'[[trackers]]\nid = "t"\ntitle.en = "T"\nwhen = {{regexes = ["{pattern}"]}}\n'
    (one,) = find(call, tracker_toml.load(text, "t.toml"))
    assert [said[m.span.start : m.span.end] for m in one.moments] == expected
