"""Where a request comes from, and where a log-in leads."""

from typing import Any

import pytest
from attrs import define, frozen
from hypothesis import given
from hypothesis import strategies as st

from revrise.apps.server.proxy import address
from revrise.apps.web.safe_next import login_with_next, safe_next


@frozen
class Client:
    host: str


@define
class Connection:
    headers: dict[str, str]
    client: Client | None = Client("10.0.0.1")


@pytest.mark.parametrize(
    ("forwarded", "proxies", "found"),
    [
        ("1.2.3.4", 0, "10.0.0.1"),
        ("1.2.3.4", 1, "1.2.3.4"),
        ("6.6.6.6, 1.2.3.4", 1, "1.2.3.4"),
        ("6.6.6.6, 1.2.3.4, 10.0.0.9", 2, "1.2.3.4"),
        ("", 1, "10.0.0.1"),
        (" , ,", 3, "10.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_say_counts(forwarded: str, proxies: int, found: str) -> None:
    connection: Any = Connection({"x-forwarded-for": forwarded} if forwarded else {})
    assert address(connection, proxies) == found


@given(st.text(max_size=60))
def test_a_way_back_is_a_path_of_ours_or_the_start(target: str) -> None:
    found = safe_next(target)
    assert found.startswith("/")
    assert not found.startswith(("//", "/\\"))
    assert found in (target, "/")


def test_a_page_is_found_again_with_its_question() -> None:
    assert (
        login_with_next("/deals", "stage=won&x=1") == "/login?next=%2Fdeals%3Fstage%3Dwon%26x%3D1"
    )
    assert login_with_next("/", "") == "/login"
