"""Ids are unique and ascend, in every thread and when the clock steps back."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.adapters.system.clock import SystemIds

SHAPE = re.compile(r"deal_[0-9a-f]{32}")
MS = 1_000_000


class Steps:
    """A clock in ns that shows given moments and then stands still."""

    def __init__(self, moments: list[int]) -> None:
        self._moments: Iterator[int] = iter(moments)
        self._last = 0

    def __call__(self) -> int:
        self._last = next(self._moments, self._last)
        return self._last


def test_threads_share_one_ascending_row_of_ids() -> None:
    ids = SystemIds()
    with ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(lambda _: [ids.new("deal") for _ in range(2_000)], range(8)))
    made = [one for row in rows for one in row]
    assert len(set(made)) == len(made)
    assert all(row == sorted(row) for row in rows)
    assert all(SHAPE.fullmatch(one) for one in made)


@given(st.lists(st.integers(0, 2**40), min_size=2, max_size=50))
def test_ids_ascend_whatever_the_clock_does(moments: list[int]) -> None:
    ids = SystemIds(Steps([at * MS for at in moments]))
    made = [ids.new("deal") for _ in moments]
    assert all(a < b for a, b in pairwise(made))


def test_more_ids_than_a_millisecond_holds_go_on_in_the_next() -> None:
    ids = SystemIds(Steps([1_700_000_000_000 * MS]))
    made = [ids.new("deal") for _ in range(10_000)]
    assert made == sorted(set(made))


def test_an_id_is_a_uuid_of_version_7_with_its_moment_in_it() -> None:
    at_ms = 1_700_000_000_123
    one = UUID(SystemIds(Steps([at_ms * MS])).new("deal").removeprefix("deal_"))
    assert (one.version, one.variant) == (7, "specified in RFC 4122")
    assert one.int >> 80 == at_ms


@pytest.mark.parametrize("prefix", ["deal", "per", "evt"])
def test_an_id_says_what_it_names(prefix: str) -> None:
    assert SystemIds().new(prefix).startswith(f"{prefix}_")
