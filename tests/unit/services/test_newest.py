"""What was worked out lately: made once however many ask, and again where making it failed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from revrise.services.newest import Newest


def test_who_asks_meanwhile_waits_for_the_one_that_is_made() -> None:
    newest, begun, go, made = Newest[int](2), Event(), Event(), []

    def make() -> int:
        made.append(1)
        begun.set()
        assert go.wait(20)
        return 7

    with ThreadPoolExecutor(4) as threads:
        first = threads.submit(newest.of, "a", make)
        assert begun.wait(20)
        others = [threads.submit(newest.of, "a", make) for _ in range(3)]
        assert newest.of("b", lambda: 8) == 8  # another one waits for nobody
        go.set()
        assert [one.result(20) for one in (first, *others)] == [7] * 4
    assert made == [1]


def test_where_making_fails_each_tries_alone() -> None:
    newest, begun, go = Newest[int](2), Event(), Event()

    def fail() -> int:
        begun.set()
        assert go.wait(20)
        raise ValueError("no luck")

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(newest.of, "a", fail)
        assert begun.wait(20)
        second = threads.submit(newest.of, "a", lambda: 7)
        go.set()
        with pytest.raises(ValueError, match="no luck"):
            first.result(20)
        assert second.result(20) == 7
    assert newest.of("a", fail) == 7


def test_only_the_newest_are_kept() -> None:
    newest = Newest[str](2)
    for key in ("a", "b", "a", "c"):
        newest.of(key, lambda: key)  # noqa: B023 - called at once
    assert newest.kept() == ["a", "c"]
    assert newest.of("b", lambda: "again") == "again"
