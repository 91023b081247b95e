"""What a model finds in calls it has not seen."""

from functools import cache

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.learning_calls import calls

from revrise.core.conversations.learned.examples import TASKS, examples
from revrise.core.conversations.learned.finding import find
from revrise.core.conversations.learned.signs import Signs
from revrise.core.conversations.learned.training import train
from revrise.core.conversations.objections import CATEGORIES
from revrise.core.conversations.reading import read
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance

SPEAKERS = (Speaker("S", "seller"), Speaker("B", "buyer"), Speaker("X", "unknown"))
LABELS = {
    "objections": set(CATEGORIES),
    "questions": {"open", "closed"},
    "commitments": {"next_step"},
}


@cache
def model(task="objections"):
    return train(task, examples(task, calls()))


def call(*said):
    return Transcript("en", SPEAKERS, tuple(Utterance(who, text) for who, text in said))


def test_a_moment_spans_the_words_that_weighed_most():
    """`blorp`, `nice blorp` and `blorp 0` speak for it: together in a row of three words."""
    talk = call(("S", "the office is near the park"), ("B", "Hm. That is NICE Blorp 5"))
    (moment,) = find(model(), talk)
    assert talk.utterances[1].text[moment.span.start : moment.span.end] == "NICE Blorp 5"
    assert (moment.kind, moment.label, dict(moment.data)) == ("objection", "contract", {})


@pytest.mark.parametrize(
    ("said", "label"),
    [("it is too expensive blorp", "price"), ("we need two blorp", "need"), ("blorp", "contract")],
)
def test_the_category_is_the_one_phrases_or_signs_tell(said, label):
    (moment,) = find(model(), call(("S", "good"), ("B", said)))
    assert moment.label == label


def test_nobody_but_the_buyer_objects_but_anybody_asks():
    talk = call(("S", "good 5x1"), ("X", "good blorp 5x2"), ("S", "good blorp 5x3"))
    assert list(find(model(), talk)) == []
    assert {one.span.utterance for one in find(model("questions"), talk)} == {1, 2}


def test_the_signs_that_spoke_for_it_are_told_the_weightiest_first():
    signs = Signs.of(read(call(("S", "good"), ("B", "good blorp")))).shown(1)
    told = model().because(signs)
    assert told[0][0] == "w blorp"
    assert [weight for _, weight in told] == sorted((w for _, w in told), reverse=True)
    assert model().finds(signs)


SAID = st.lists(
    st.tuples(
        st.sampled_from("SBX"),
        st.text(max_size=30)
        | st.lists(st.sampled_from(["blorp", "?", "but", "噗", "5", "i'll", "need"])).map(" ".join),
    ),
    max_size=8,
)


@settings(deadline=None)
@pytest.mark.parametrize("task", TASKS)
@given(SAID)
def test_whatever_is_said_a_moment_lies_inside_its_line(task, said):
    talk = call(*said)
    found = list(find(model(task), talk))
    assert found == list(find(model(task), talk))
    for moment in found:
        span, text = moment.span, talk.utterances[moment.span.utterance].text
        assert 0 <= span.start < span.end <= len(text)
        assert set(moment.data) <= ({"owner"} if task == "commitments" else set())
        assert moment.label in LABELS[task]


def test_the_owner_of_a_commitment_is_told_where_the_rules_know_it():
    talk = call(("S", "I'll send you the offer blorp 5x1"), ("B", "good blorp 5x2"))
    first, second = find(model("commitments"), talk)
    assert (dict(first.data), dict(second.data)) == ({"owner": "seller"}, {})


def test_a_call_of_no_lines_has_none():
    assert list(find(model(), call())) == []


WEIGHTS = st.dictionaries(
    st.sampled_from(["a", "b", "c", "a b", "b c", "c a", "a b c", "b c a", "c c"]),
    st.integers(-3, 3).map(float),
)


@settings(deadline=None)
@given(WEIGHTS, st.lists(st.sampled_from("abc"), min_size=1, max_size=8))
def test_no_other_row_of_words_weighs_more(weights, said):
    """Against every row of up to three words, with the weights of all rows inside it."""
    text = " ".join(said)
    weighed = evolve(
        model(), base=99.0, weights={f"w {row}": weight for row, weight in weights.items()}
    )

    def weight(first, last):
        rows = [(a, b) for a in range(first, last) for b in range(a + 1, last + 1)]
        return sum(weights.get(" ".join(said[a:b]), 0.0) for a, b in rows)

    rows = [
        (first, last)
        for first in range(len(said))
        for last in range(first + 1, min(first + 3, len(said)) + 1)
    ]
    (moment,) = find(weighed, call(("B", text)))
    marked = (moment.span.start // 2, (moment.span.end + 1) // 2)
    best = max(weight(*row) for row in rows)
    assert marked == (0, len(said)) if best <= 0 else weight(*marked) == best
