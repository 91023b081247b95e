"""What differs between two texts, line by line and word by word, in English and Chinese."""

from hypothesis import given
from hypothesis import strategies as st

from revrise.core.content.difference import difference

texts = st.text(st.sampled_from("ab 价格\n"), max_size=40)


def shown(old, new):
    return [(one.kind, one.pieces) for one in difference(old, new)]


def test_lines_that_stay_go_and_come_are_told_apart():
    assert [(one.kind, one.text) for one in difference("a\nb", "a\nc")] == [
        ("same", "a"), ("gone", "b"), ("new", "c"),
    ]  # fmt: skip
    assert shown("", "a") == [("new", (("a", False),))]


def test_the_word_that_changed_is_marked():
    assert shown("Ask for the budget first", "Ask for the owner first") == [
        ("gone", (("Ask for the ", False), ("budget", True), (" first", False))),
        ("new", (("Ask for the ", False), ("owner", True), (" first", False))),
    ]


def test_in_chinese_the_characters_that_changed_are_marked():
    assert shown("先问客户的预算", "先问客户的需求") == [
        ("gone", (("先问客户的", False), ("预算", True))),
        ("new", (("先问客户的", False), ("需求", True))),
    ]


def test_lines_that_have_nothing_in_common_are_not_torn_to_pieces():
    assert [one.pieces for one in difference("yes", "红色")] == [
        (("yes", False),),
        (("红色", False),),
    ]


@given(texts, texts)
def test_both_texts_can_be_put_together_again(old, new):
    lines = difference(old, new)
    assert [one.text for one in lines if one.kind != "new"] == old.splitlines()
    assert [one.text for one in lines if one.kind != "gone"] == new.splitlines()


@given(texts)
def test_a_text_does_not_differ_from_itself(text):
    assert all(one.kind == "same" for one in difference(text, text))
