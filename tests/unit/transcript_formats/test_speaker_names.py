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
        ("- Anna: hi", ("Anna", "hi")),
        ("2. 【张三】：你好", ("张三", "你好")),
        ("O'Brien, Pat: hi", ("O'Brien, Pat", "hi")),
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


@pytest.mark.parametrize("name", ["Li Si 李四", "客户138****1234", "王五(管理员)"])
def test_a_name_of_both_scripts_or_with_a_number_is_one(name):
    assert roster(["客服001：您好", f"{name}：你好", "客服001：请问"]) == {"客服001", name}


@pytest.mark.parametrize("words", ["Excel表格", "Well, John", "看一下iPhone15"])
def test_what_begins_one_line_like_a_name_of_both_is_none(words):
    assert roster(["客服：您好", f"{words}：你好", "客服：请问"]) == {"客服"}
