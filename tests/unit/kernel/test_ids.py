"""Ids sort by time, and derived ones are the same for the same things only."""

from uuid import RFC_4122, UUID

from hypothesis import example, given
from hypothesis import strategies as st

from revrise.core.ids import derived, prefixed, uuid7

times = st.integers(0, 2**48 - 1)
chances = st.integers(0, 2**74 - 1)
parts = st.lists(st.text("ab\x1f\x1e.", max_size=4), min_size=1, max_size=4)


@given(times, chances)
def test_an_id_is_a_uuid_of_version_7_that_holds_its_time_and_chance(at_ms, chance):
    made = UUID(int=uuid7(at_ms, chance))
    assert (made.version, made.variant) == (7, RFC_4122)
    assert made.int >> 80 == at_ms
    assert (made.int >> 64 & 0xFFF) << 62 | made.int & (2**62 - 1) == chance


@given(times, times, chances, chances)
def test_ids_sort_by_time_whatever_the_chance(one, other, chance, another):
    ids = prefixed("deal", one, chance), prefixed("deal", other, another)
    if one != other:
        assert (ids[0] < ids[1]) == (one < other)


@given(times, st.integers(0, 2**200))
def test_too_much_chance_leaves_version_and_form_alone(at_ms, chance):
    prefix, _, digits = prefixed("deal", at_ms, chance).partition("_")
    assert (prefix, len(digits), UUID(hex=digits).version) == ("deal", 32, 7)


@given(parts, parts)
@example(["a\x1fb"], ["a", "b"])
@example(["a\x1f", "b"], ["a", "\x1fb"])
@example(["\x1e."], ["\x1f"])
def test_derived_ids_are_equal_exactly_for_equal_parts(some, others):
    assert (derived("call", *some) == derived("call", *others)) == (some == others)


def test_derived_ids_stay_what_they_were():
    assert derived("obs", "score_1", "next-step") == "obs_0065caa7acad55bda456340c9b7a009b"
