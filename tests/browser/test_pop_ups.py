"""What opens in place: snoozing a step, changing consent; by narrow windows, and taken up again."""

from typing import Any

import pytest
from playwright.sync_api import expect

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize(("locale", "width"), [("en", 360), ("zh", 1280)])
def test_a_step_is_snoozed_and_shown_again(tab: Any, locale: str, width: int) -> None:
    one = tab("rep", locale=locale, theme="light", width=width)
    page = one.open("/")
    first = page.locator(".todo > li").first
    title = first.locator("h2").inner_text()
    first.locator("details.ask > summary").click()
    assert one.axe() == []
    assert page.evaluate(SIDEWAYS) == 0
    first.locator('button[value="tomorrow"]').click()
    expect(page.locator(".todo h2", has_text=title)).to_have_count(0)
    aside = page.locator("details", has=page.locator('input[value="open"]')).first
    aside.locator("summary").click()
    assert one.axe() == []
    assert page.evaluate(SIDEWAYS) == 0
    aside.locator("li", has_text=title).locator("button").click()
    expect(page.locator(".todo h2", has_text=title)).to_have_count(1)


@pytest.mark.parametrize(("locale", "width"), [("zh", 360), ("en", 1280)])
def test_who_changes_consent_reads_first_what_follows(tab: Any, locale: str, width: int) -> None:
    one = tab("rep", locale=locale, theme="dark", width=width)
    page = one.open("/calls?state=analysed")
    page.locator(".calls-t th a").first.click()
    asking = page.locator("details:has(input[name=consent])").first
    asking.locator("summary").first.click()
    expect(asking.locator("input[name=consent]").first).to_be_visible()
    assert one.axe() == []
    assert page.evaluate(SIDEWAYS) == 0
