"""What goes against a proposal though no phrase of objection stands in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.conversations.objection.bargaining import WEIGHTS, signs
from revrise.core.conversations.objections import find
from revrise.core.conversations.reading import read
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance

OFFER = "I'd like two crates and you get one."
AGAINST = [
    ("Though one crate is low for a whole week.", "need"),
    ("We have five people here, so crates are a priority for us too.", "need"),
    ("But five people eat three crates in a week.", "contract"),
]
FINE = [
    "Sure, that sounds great, I need no more than one.",
    "Okay, deal.",
    "Do you want me to carry it?",
    "Have you got kids as well?",
]


def said(*lines: str) -> Transcript:
    """Seller and buyer by turns; the last line is the buyer's."""
    speakers = (Speaker("A", "seller"), Speaker("B", "buyer"))
    refs = "AB" if len(lines) % 2 == 0 else "BA"
    return Transcript(
        "en", speakers, tuple(Utterance(refs[at % 2], one) for at, one in enumerate(lines))
    )


def heard(*lines: str) -> list[str]:
    last = len(lines) - 1
    return [one.label for one in find(said(*lines)) if one.span.utterance == last]


@pytest.mark.parametrize(("text", "category"), AGAINST)
def test_a_need_or_a_but_held_against_a_proposal_objects(text: str, category: str) -> None:
    assert heard(OFFER, text) == [category]


@pytest.mark.parametrize("text", FINE)
def test_who_agrees_or_asks_does_not(text: str) -> None:
    assert heard(OFFER, text) == []


@pytest.mark.parametrize("text", [text for text, _ in AGAINST])
def test_where_nothing_was_proposed_it_is_no_objection(text: str) -> None:
    assert heard("The office is on the second floor.", text) == []
    assert heard(text) == []


def test_a_proposal_of_long_ago_is_no_proposal() -> None:
    talk = ["The weather is nice here.", "It is nice here as well."] * 3
    assert heard(OFFER, "Let me look.", *talk, "Nice.", AGAINST[1][0]) == []


def test_what_is_shown_is_the_word_that_tells() -> None:
    text = AGAINST[1][0]
    (found,) = find(said(OFFER, text))
    assert text[found.span.start : found.span.end] == "priority"


WORDS = ["but", "need", "not", "also", "two", "3", "?", "yes", "how about", "crates", "要", "🙂"]


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), max_size=6))
def test_every_sign_has_a_weight_and_needs_a_proposal(lines: list[str]) -> None:
    reading = read(said(*lines))
    for at in range(len(lines)):
        shown = signs(reading, at, told=False)
        assert shown <= WEIGHTS.keys()
        assert not shown or any("how about" in line or "need" in line for line in lines[:at])
