"""Whom a text mentions: names after an @, the longest first, in both scripts."""

from hypothesis import given
from hypothesis import strategies as st

from revrise.core.coaching.mentions import mentioned

NAMES = {"p1": "Mira Chen", "p2": "Mira Chen Lopez", "p3": "王芳", "p4": "王芳菲",
         "p5": "Otto Berg", "p6": "Otto berg"}  # fmt: skip


def test_the_longest_name_wins_and_case_does_not_matter() -> None:
    assert mentioned("see @mira chen lopez here", NAMES) == (("p2",),)
    assert mentioned("@Mira Chen, look", NAMES) == (("p1",),)
    assert mentioned("请@王芳菲看一下", NAMES) == (("p4",),)
    assert mentioned("请@王芳看一下", NAMES) == (("p3",),)


def test_who_shares_a_name_is_meant_with_the_others() -> None:
    assert mentioned("@Otto Berg", NAMES) == (("p5", "p6"),)


def test_a_first_name_stands_for_who_alone_has_it() -> None:
    assert mentioned("@ada?", {"p1": "Ada Quill", "p2": "Bo Quill"}) == (("p1",),)
    assert mentioned("@Mira?", NAMES) == ()


def test_addresses_and_parts_of_words_are_only_text() -> None:
    assert mentioned("write to x@mira chen", NAMES) == ()
    assert mentioned("@Mira Chenille", NAMES) == ()
    assert mentioned("@", NAMES) == ()


@given(st.text(), st.dictionaries(st.text(max_size=3), st.text(max_size=6), max_size=5))
def test_any_text_is_read_and_only_known_people_are_meant(text: str, names: dict[str, str]) -> None:
    for people in mentioned(text, names):
        assert set(people) <= set(names)
        assert people


@given(st.sampled_from(sorted(NAMES)), st.text(alphabet="。，！ \n"), st.text(alphabet="，。!? "))
def test_a_whole_name_is_always_found(person: str, before: str, after: str) -> None:
    found = mentioned(f"{before}@{NAMES[person]}{after}", NAMES)
    assert any(person in people for people in found)
