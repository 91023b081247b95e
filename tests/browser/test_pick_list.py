"""Choosing by name whom something is about: by the keyboard alone; and without script."""

from typing import Any

import pytest
from playwright.sync_api import expect

COPY, ASK = "/admin/privacy/new/copy", "/consents"


@pytest.mark.parametrize(
    ("role", "here", "label"),
    [("admin", COPY, "Whom or what it is about"), ("rep", ASK, "Contact or call")],
)
def test_somebody_is_found_and_chosen_by_the_keyboard(
    tab: Any, role: str, here: str, label: str
) -> None:
    one = tab(role, locale="en", theme="dark", width=1280)
    page = one.open(here)
    box = page.get_by_role("combobox", name=label)
    options = page.get_by_role("listbox", name="Found").get_by_role("option")
    with page.expect_response(lambda answer: "q=a" in answer.url):
        box.press_sequentially("a")
    expect(options.nth(1)).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("ArrowUp")  # from the first round to the last
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("Escape")  # none is chosen, what was typed stays
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    expect(box).to_have_value("a")
    expect(box).not_to_have_attribute("aria-activedescendant", "pick-0")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "pick-0")
    assert one.axe() == []
    goes = str(options.first.get_attribute("href"))
    box.press("Enter")
    page.wait_for_url(f"**{goes}")


@pytest.mark.parametrize(("role", "here"), [("admin", COPY), ("rep", ASK)])
def test_without_script_the_form_is_sent_and_what_was_found_is_a_link(
    tab: Any, role: str, here: str
) -> None:
    one = tab(role, locale="zh", java_script=False, width=360)
    page = one.open(here)
    page.fill("#f-q", "a")
    page.press("#f-q", "Enter")
    page.wait_for_url("**q=a*")
    first = page.locator("a.pick").first
    goes = str(first.get_attribute("href"))
    first.click()
    page.wait_for_url(f"**{goes}")
