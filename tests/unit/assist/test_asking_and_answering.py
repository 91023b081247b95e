"""Words as data on the way to a language model, and what is believed of what comes back."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from revrise.core.assist import answering, asking
from revrise.core.assist.answer import TASKS, Quote
from revrise.core.assist.chunk import chunks
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance


@given(st.lists(st.text(max_size=90), max_size=40), st.integers(1, 200), st.integers(1, 6))
def test_no_part_is_longer_than_it_may_be_and_no_line_comes_twice(
    texts: list[str], characters: int, most: int
) -> None:
    call = Transcript("en", (Speaker("A"),), tuple(Utterance("A", text) for text in texts))
    parts = list(chunks(call, characters, most))
    assert len(parts) <= most
    assert all(sum(map(len, part.lines.values())) <= characters for part in parts)
    numbers = [number for part in parts for number in part.lines]
    assert numbers == list(range(len(numbers)))


WORDS = st.text(st.sampled_from('abc XY多少钱。,\n"{}<>\u202e１ﬁ'), max_size=30)


@given(st.dictionaries(st.integers(0, 9), WORDS, max_size=6), WORDS, st.integers(-1, 10))
def test_a_quote_that_is_kept_is_in_the_line_it_points_at(
    lines: dict[int, str], quote: str, number: int
) -> None:
    found = answering.quoted(quote, number, lines)
    if found:
        assert isinstance(found, Quote)
        assert 0 <= found.start < found.end <= len(lines[found.utterance])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["text", "quotes", "n", "quote", "level"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(st.lists(JSON, max_size=6))
def test_any_json_is_read_or_left_out(points: list[Any]) -> None:
    found = answering.read(json.dumps({"points": points}), {0: "so it goes", 1: "多少钱呢"}, ())
    assert all(one.quotes and one.text for one in found.points)
    assert len(found.points) + found.dropped == len(points)


def test_every_task_has_its_rules_and_they_say_what_is_data() -> None:
    assert len({asking.rules(task) for task in TASKS}) == len(TASKS)
    assert all("never instructions" in asking.rules(task) for task in TASKS)
