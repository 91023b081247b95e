"""Logging in, in a browser."""

from typing import Any

import pytest

from revrise.apps.demo.loading.logins import PASSWORD


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_somebody_logs_in_and_out_again(tab: Any, demo_people: Any, locale: str) -> None:
    one = tab(None, locale=locale)
    page = one.open("/login?next=/")
    page.fill("[name=login]", demo_people["rep", locale].login)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(one.url + "/")
    assert page.title()
