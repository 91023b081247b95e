"""Who is suggested while a name is typed after an `@`."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from revrise.core.coaching.suggesting import initials, suggested

NAMES = {"p1": "Anna Berg", "p2": "Bea Anders", "p3": "张伟", "p4": "赵敏", "p5": "Ann  Li"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("an", ["p5", "p1", "p2"]),
        ("ANNA B", ["p1"]),
        ("berg", ["p1"]),
        ("nna", []),  # the middle of a word is no beginning
        ("张", ["p3"]),
        ("伟", ["p3"]),
        ("zw", ["p3"]),
        ("z", ["p3", "p4"]),
        ("zm", ["p4"]),
        ("李", []),
    ],
)
def test_a_name_fits_by_its_beginnings_its_parts_and_its_pinyin(
    typed: str, found: list[str]
) -> None:
    assert suggested(typed, NAMES) == found


def test_nothing_typed_fits_everybody_by_name() -> None:
    assert suggested("", NAMES) == ["p5", "p1", "p2", "p3", "p4"]


def test_first_letters_of_common_family_names_are_those_of_their_pinyin() -> None:
    assert initials("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗") == "wlzlcyhzwzxsmzhghlgl"
    assert initials("Ann 王!😀") == "w"


@given(some.text(max_size=30), some.dictionaries(some.text(max_size=5), some.text(max_size=12)))
def test_whatever_is_typed_only_people_are_found_each_once(
    typed: str, names: dict[str, str]
) -> None:
    found = suggested(typed, names)
    assert len(found) == len(set(found))
    assert set(found) <= set(names)
