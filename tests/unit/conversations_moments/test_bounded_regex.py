"""A regular expression of a stranger finds what Python's would, and never runs away."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.conversations.condition.bounded_regex import WAYS, bounded
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
    assert [m.span() for m in ours.finditer(text)] == [m.span() for m in theirs.finditer(text)]


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
    assert set(bounded(pattern).findall(signs)) == set(found)


@given(pattern=st.text("ab(|)[]*+?{},1\\.^$w:", max_size=30) | st.text(max_size=12))
def test_any_text_is_a_pattern_or_refused_by_name(pattern: str) -> None:
    error = None
    try:
        bounded(pattern).search("aabb ab11")
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
    assert bounded("a.*b").search("a" + "x" * 49 + "b")
    assert not bounded("a.*b").search("a" + "x" * 51 + "b")


def test_the_worst_of_the_accepted_makes_no_more_attempts_than_told() -> None:
    """Two open repeats are 51 × 51 ways, three would be 132,651."""
    assert 51 * 51 < WAYS < 51**3
    assert bounded(".*.*x").search("y" * 2_000) is None
