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


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_log_in_page_is_open_to_everybody(tab: Any, theme: str) -> None:
    one = tab(None, locale="zh", theme=theme, width=360)
    page = one.open("/login")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert one.axe() == []


def test_a_wrong_password_is_told_and_the_name_stays(tab: Any) -> None:
    one = tab(None)
    page = one.open("/login")
    page.fill("[name=login]", "nobody@example.org")
    page.fill("[name=password]", "a wrong password")
    page.press("[name=password]", "Enter")
    page.wait_for_selector("[role=alert]")
    one.expected("422")
    assert page.input_value("[name=login]") == "nobody@example.org"
    assert page.input_value("[name=password]") == ""


def test_two_clicks_on_log_in_are_one(tab: Any, demo_people: Any) -> None:
    one = tab(None)
    page = one.open("/login")
    page.fill("[name=login]", demo_people["coach", "en"].login)
    page.fill("[name=password]", PASSWORD)
    page.dblclick("form[action='/login'] button")
    page.wait_for_url(one.url + "/")
    assert page.title()
