"""What is told by the tokens of a line is what reading its text tells: shortcuts lose nothing."""

import re
from itertools import product

from hypothesis import example, given
from hypothesis import strategies as st

from revrise.core.conversations.metrics.sentiment import feelings
from revrise.core.conversations.question import heads_en, turns_en
from revrise.core.conversations.questions import kind
from revrise.core.conversations.words import feelings_en
from revrise.core.conversations.words.language import count, counts, han
from revrise.core.conversations.words.lexicon import words
from revrise.core.conversations.words.phrases import Matcher, tokenize

SAID = sorted(
    words(
        """what is it's isn't do you don't tell me about how the price so and if can we not uh
        really who right or like good problem never x2 4you 1,000 3.5 5 uh-huh rock'n'roll's'n't"""
    )
)
MARKS = [*".,?!:;-'$_<>[]()\"", " - ", "[noise]", "\n", "5", "贵", "…"]
texts = st.lists(st.sampled_from([*SAID, *SAID, *MARKS]), max_size=14).map(" ".join)
texts |= st.lists(st.sampled_from([*SAID, *MARKS]), max_size=8).map("".join)


@given(texts | st.text(max_size=30))
def test_words_and_han_are_counted_alike_at_once_and_apart(text: str) -> None:
    assert counts(text) == (count(text), han(text))


@given(texts)
def test_tokens_of_a_plain_line_count_its_words(text: str) -> None:
    line = tokenize(text)
    assert not line.plain or line.words == count(text)


@given(texts)
@example("what 贵")
def test_a_dash_before_it_changes_no_question(text: str) -> None:
    """It keeps the tokens from being taken for the words."""
    assert kind(f"— {text}") == kind(text)


@given(texts | st.lists(st.sampled_from(sorted(feelings_en.NEGATIVE)), max_size=5).map(" ".join))
def test_a_word_of_other_letters_before_it_changes_no_feeling(text: str) -> None:
    assert feelings(f"é {text}") == feelings(text)


def test_no_question_begins_or_turns_with_a_word_that_is_not_listed() -> None:
    lead = heads_en.LEAD.pattern
    first = {a for a, b in product(_words(lead), repeat=2) if heads_en.LEAD.match(f"{a} {b} it")}
    assert first
    assert first <= heads_en.LEADS
    turns = [asks for asks, _ in turns_en.TURNS] + [turns_en.BEGUN]
    named = set().union(*(_words(asks.pattern) for asks in turns))
    turned = {
        (a, b)
        for a, b in product(named, repeat=2)
        if any(asks.match(f"{a} {b} {rest}") for asks, rest in product(turns, ("ok you", "be", "")))
    }
    assert turned
    assert {a for a, _ in turned} <= turns_en.TURNERS
    assert {b for a, b in turned if a != "what" and not {"'", "-"} & set(b)} <= turns_en.TURNED


def test_a_gap_behind_the_first_word_needs_what_follows_it() -> None:
    matcher = Matcher({"a": ["not * this year", "not * *", "no"], "b": ["need * * time"]})
    assert [hit.key for hit in matcher.find(tokenize("not in this year"))] == ["a"]
    assert [tuple(hit) for hit in matcher.find(tokenize("I need a lot more time, no?"))] == [
        ("b", 1, 6),
        ("a", 7, 8),
    ]
    assert matcher.find(tokenize("not this time, we need it this year")) == []


def _words(pattern: str) -> set[str]:
    return set(re.findall(r"[a-z]+(?:['-][a-z]+)*", pattern))
