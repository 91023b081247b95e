"""A name before a colon is told from everything else before a colon."""

import pytest

from revrise.plugins.calls.names import roster, split


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Anna: hi", ("Anna", "hi")),
        ("Dr. Anna  Lee (Acme): hi: there", ("Dr. Anna Lee (Acme)", "hi: there")),
        ("张三：你好", ("张三", "你好")),
        ("张三:你好", ("张三", "你好")),
        ("[00:01:02] Anna: hi", ("Anna", "hi")),
        ("00:12 Anna: hi", ("Anna", "hi")),
        ("10:30 we meet", None),
        ("https://example.com", None),
        ("ratio 3:1", None),
        ("well, Anna: hi", None),
        ("one two three four five six: hi", None),
        ("12: hi", None),
        (": hi", None),
        ("", None),
    ],
)
def test_a_possible_name(line, expected):
    assert split(line) == expected


def test_a_name_must_come_back_unless_names_are_usual():
    assert roster(["Note: x", "a", "b", "c"]) == frozenset()
    assert roster(["Anna: x", "Bob: y", "c"]) == {"Anna", "Bob"}
    assert roster(["Anna: x", "a", "b", "c", "Anna: y"]) == {"Anna"}


def test_a_piece_of_a_sentence_is_no_name():
    assert roster(["Anna: x", "so here is it: y", "我想说的是：z"]) == {"Anna"}
