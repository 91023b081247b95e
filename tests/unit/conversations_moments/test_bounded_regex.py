"""A regular expression of a stranger finds what Python's would, and never runs away."""

import re
from contextlib import suppress

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.conversations.condition.bounded_regex import WAYS, bounded
from revrise.core.conversations.condition.conditions import Term
from revrise.core.conversations.condition.hearing import Hearing
from revrise.core.conversations.intake.sizes import MOST_CHARACTERS
from revrise.core.conversations.reading import read
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.conversations.words.folding import fold
from revrise.core.errors import Invalid

PARTS = st.sampled_from(
    ["a", "b", " ", ".", r"\w", r"\d", "[ab]", "[^a]", "(a|b)", "(?:ab)", "折", "|", r"\b", "\\."]
)
REPEATS = st.sampled_from(["", "", "", "?", "*", "+", "{2}", "{1,3}", "{2,}", "*?"])
PATTERNS = st.lists(st.tuples(PARTS, REPEATS), min_size=1, max_size=6).map(
    lambda parts: "".join(
        part + (times if part not in {"|", r"\b"} else "") for part, times in parts
    )
)


@given(pattern=PATTERNS, text=st.text("ab 1折.", max_size=30))
def test_it_finds_what_python_finds_in_short_texts(pattern: str, text: str) -> None:
    try:
        ours = bounded(pattern)
    except Invalid:
        return
    theirs = re.compile(pattern, re.IGNORECASE)
    assert list(ours.spans(text)) == [m.span() for m in theirs.finditer(text) if m.group()]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("[[]", "["),
        ("[a[:b]", "a[:b"),
        ("[&&|||~~]", "&|~"),
        ("[+--]", "+,-"),
        (r"[\[\]]", "[]"),
        ("[^[a]", "&+,-|~b:]\\"),
    ],
)
def test_brackets_and_doubled_signs_in_a_class_stand_for_themselves(
    pattern: str, found: str
) -> None:
    """Python warns of them, since they may mean sets within sets one day."""
    signs = "[]ab:&|~+,-\\"
    assert {signs[start:end] for start, end in bounded(pattern).spans(signs)} == set(found)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("万元", "三萬元", ["萬元"]),
        ("萬元", "三万元", ["万元"]),
        ("[萬億]元?", "一万元，两億", ["万元", "億"]),
        ("[^萬]{2}", "一萬二三", ["二三"]),
        ("[A-Z]{2}", "ab ＣＤ", ["ab", "ＣＤ"]),
        ("[^A-Z ]+", "ab 12 ＣＤ", ["12"]),
        ("[０-９]+％", "打9折，30%，４０％", ["30%", "４０％"]),
        (r"[\u4e00-\u9fa5]{2}", "價格", ["價格"]),
        (r"[\u842c\N{FULLWIDTH COMMA}]", "万,", ["万", ","]),
        ("太貴[了啦]？", "太贵了?", ["太贵了?"]),
        ("（含稅）", "(含稅)", ["(含稅)"]),
        (r"１．５", "1.5 or 1x5", ["1.5"]),
        ("价格[^。…]*贵", "價格，真貴 价格……贵 價格...貴", ["價格，真貴"]),
        ("嗯…", "嗯... 嗯…", ["嗯...", "嗯…"]),
        ("[…]$", "嗯…", ["…"]),
        ("[①-⑫]", "⑫ ①", ["⑫", "①"]),
        ("caf\u00e9s?", "CAFE\u0301S caf\u00e9", ["CAFE\u0301S", "caf\u00e9"]),
        ("don’t", "don't DON’T", ["don't", "DON’T"]),
        ("straße", "STRASSE", ["STRASSE"]),
        (r"a\s?b", "a\u3000b", ["a\u3000b"]),
        ("㎡", "90m2 90㎡", ["m2", "㎡"]),
    ],
)
def test_it_is_deaf_to_width_case_and_traditional_forms(
    pattern: str, text: str, found: list[str]
) -> None:
    """And says where in the text as it was said."""
    assert in_raw(pattern, text) == found


def in_raw(pattern: str, text: str) -> list[str]:
    folded = fold(text)
    spans = [folded.origin(*one) for one in bounded(pattern).spans(folded.text)]
    return [text[start:end] for start, end in spans]


WRITTEN = st.text("aBé萬万貴Ａ９（）？…①ﬁß㎡。- ", min_size=1, max_size=12)


@given(text=WRITTEN, around=st.tuples(WRITTEN, WRITTEN))
def test_a_text_is_found_as_it_is_written(text: str, around: tuple[str, str]) -> None:
    """Only ASCII has a meaning: what becomes a bracket when folded is none."""
    before, after = around
    assert text in in_raw(text, f"{before}\n{text}\n{after}")
    assert in_raw(f"[{text.replace('-', '')}a]", text[0].replace("-", "a")) == [
        text[0].replace("-", "a")
    ]


ONE_CLASS = st.text("ab1-", min_size=1, max_size=6).filter(lambda text: "--" not in text)


@given(text=ONE_CLASS, negated=st.sampled_from(["", "^"]))
def test_a_class_finds_one_character_or_its_opposite(text: str, negated: str) -> None:
    ours, theirs = None, None
    with suppress(Invalid):
        ours = ["ab12-"[a:b] for a, b in bounded(f"[{negated}{text}]").spans("ab12-")]
    with suppress(re.error):
        theirs = re.findall(f"[{negated}{text}]", "ab12-", re.IGNORECASE)
    assert ours == theirs


@given(pattern=st.text("ab(|)[]*+?{},1\\.^$w:", max_size=30) | st.text(max_size=12))
def test_any_text_is_a_pattern_or_refused_by_name(pattern: str) -> None:
    error = None
    try:
        list(bounded(pattern).spans("aabb ab11"))
    except Invalid as refused:
        error = refused
    assert error is None or (error.culprit.startswith("regexes: ") and error.remedy)


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+$",
        "(a|a)*b",
        "(.*a){10}",
        "a*a*a*a*b",
        r"(\w+\s?)*",
        "(a|aa)+$",
        "(?=a)a",
        r"(a)\1",
        "(?i)a",
        "(?P<x>a)",
        "a{300}",
        "x" * 501,
        "(" * 30 + ")" * 30,
        "[a",
        "(a",
        "a)",
        "*a",
        "a**",
        "(a+){,9}$",
        "(a+){,}$",
        "(a+){00002,00090}$",
        r"\p",
    ],
)
def test_what_can_run_away_is_refused(pattern: str) -> None:
    with pytest.raises(Invalid, match="no regular expression"):
        bounded(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"\d+(?:\.\d+)?\s?%",
        "price.{0,20}(?:high|steep)",
        r"打\d折",
        "discounts?",
        r"Q[1-4]\b",
        "a{3}",
    ],
)
def test_what_people_write_is_taken(pattern: str) -> None:
    assert bounded(pattern)


def test_an_open_repeat_reaches_so_far() -> None:
    assert list(bounded("a.*b").spans("a" + "x" * 49 + "b"))
    assert not list(bounded("a.*b").spans("a" + "x" * 51 + "b"))


def test_the_worst_of_the_accepted_makes_no_more_attempts_than_told() -> None:
    """Two open repeats are 51 × 51 ways, three would be 132,651."""
    assert 51 * 51 < WAYS < 51**3
    assert list(bounded(".*.*x").spans("y" * 2_000)) == []


@pytest.mark.parametrize("pattern", [r"\ba\w+", "ab|a", "b{1,3}", "^aab", "b$", r"(?:\w|\w){2}x?"])
def test_in_a_long_line_it_finds_what_python_finds(pattern: str) -> None:
    """Though it is looked for place by place there, so that the process does other things too."""
    ours, text = bounded(pattern), "aab b abx " * 5 + "ab"
    long = evolve(ours, ways=WAYS**2)
    assert list(long.spans(text, len(text))) == list(ours.spans(text)) != []


def test_the_costliest_pattern_is_looked_for_in_the_beginning_of_an_endless_call() -> None:
    """As long as nine hours of talk: ten million characters took it half an hour."""
    costly, plain = bounded("ax(?:|\\w|\\w){8}"), bounded("ax")
    line, lines = "ax" + "." * 9_998, 200
    said = Transcript("en", (Speaker("A", "buyer"),), (Utterance("A", line),) * lines)
    term = Term(regexes=("ax(?:|\\w|\\w){8}",)), Term(regexes=("ax",))
    costs, costs_not = (Hearing(read(said), {}).hits(one) for one in term)
    assert len(costs_not) == lines
    assert len(costs) == -(-costly.reach // len(line)) < lines
    assert plain.reach > MOST_CHARACTERS
