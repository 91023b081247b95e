"""Titles of calls: as somebody types them, or made of names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.conversations.title import LONGEST, cleaned, of_file, typed
from revrise.core.errors import Invalid


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Kick-off.vtt", "Kick-off"),
        ("启动会.mp3", "启动会"),
        ("a\nb\x1b[31m\u2028c.wav", "a b[31m c"),
        ("\x1b\x9b.vtt", ".vtt"),
        ("\udcff\x07", "–"),
        ("", "–"),
        ("x" * 400 + ".vtt", "x" * LONGEST),
    ],
)
def test_the_title_of_a_file_is_its_name_in_one_line_without_controls(name: str, title: str):
    assert of_file(name) == title


@given(st.text())
def test_what_is_made_of_a_name_is_a_title_somebody_could_type(name: str):
    assert typed(of_file(name)) == of_file(name)
    if kept := cleaned(name):
        assert typed(kept) == kept


@pytest.mark.parametrize("title", ["", " \n", "x" * (LONGEST + 1), "a\0b", "a\ud800", "a\x1b[2J"])
def test_what_is_no_title_is_refused(title: str):
    with pytest.raises(Invalid, match="must be short"):
        typed(title)
