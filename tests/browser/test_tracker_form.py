"""Trackers written in the form by somebody who never saw TOML, with scripts and without."""

from typing import Any

import pytest
from playwright.sync_api import expect

EDIT = "/coaching/trackers/edit"


@pytest.mark.parametrize(
    ("locale", "width", "theme", "scripts"),
    [("en", 1280, "dark", True), ("zh", 360, "light", True), ("en", 360, "light", False)],
)
def test_a_tracker_is_put_together_compared_and_its_parts_are_drawn(
    tab: Any, locale: str, width: int, theme: str, scripts: bool
) -> None:
    one = tab("enablement", locale=locale, width=width, theme=theme,
              java_script=scripts)  # fmt: skip
    page = one.open(EDIT)
    page.locator("button[value='add:trackers']").click()
    part = page.locator("details.dr-p").last
    name = (part.get_attribute("id") or "").removeprefix("p-")
    expect(part).to_have_attribute("open", "")
    page.locator(f"[name='{name}.title.en']").fill("Too dear")
    kind = page.locator(f"[name='{name}.when.is']")
    kind.select_option("near")
    if not scripts:
        page.locator(f"span:has(> [name='{name}.when.is']) button").click()
    page.locator(f"[name='{name}.when.near.0.phrases.en']").fill("price")
    page.locator(f"[name='{name}.when.near.1.phrases.zh']").fill("太贵")
    used = page.locator("main use").evaluate_all("all => all.map(one => one.href.baseVal)")
    assert [one for one in set(used) if page.locator(f"symbol{one}").count() == 0] == []
    page.locator("button[name=what][value=compare]").click()
    expect(page.locator("section:has(#diff)")).to_contain_text("too-dear")
    if scripts:
        assert one.axe() == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_with_the_line_down_what_was_typed_stays_and_it_is_said(tab: Any) -> None:
    one = tab("enablement")
    page = one.open("/coaching/rubrics/new/edit")
    page.locator("[name='title.en']").fill("Own rubric")
    one.context.set_offline(True)
    page.locator("button[value='add:criteria']").click()
    expect(page.locator("#toasts")).to_contain_text("No connection")
    expect(page.locator("[name='title.en']")).to_have_value("Own rubric")
    one.context.set_offline(False)
    page.locator("button[value='add:criteria']").click()
    expect(page.locator("[name='criteria.1.title.en']")).to_be_visible()
    one.expected("ERR_INTERNET_DISCONNECTED")


def test_enter_in_a_field_leaves_the_eye_there(tab: Any) -> None:
    page = tab("enablement").open("/coaching/rubrics/new/edit")
    field = page.locator("[name='title.en']")
    field.fill("Own rubric")
    field.press("Enter")
    expect(page.locator("[name='id']")).to_have_value("own-rubric")
    expect(field).to_be_focused()


def test_who_leaves_with_changes_is_asked_first_and_nobody_who_sends_them(tab: Any) -> None:
    one = tab("enablement")
    page = one.open(EDIT)
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    leave = page.locator("main form a.btn", has_text="Cancel")
    leave.click()
    expect(page).not_to_have_url(one.url + EDIT)
    one.open(EDIT)
    page.locator("button[name=do][value=text]").click()
    page.locator("#f-text").fill("# nothing yet")
    leave.click()
    expect(page).to_have_url(one.url + EDIT)
    assert asked == ["beforeunload"]
    page.locator("button[name=what][value=compare]").click()
    expect(page.locator("rr-draft[data-unsaved]")).to_be_visible()
    assert asked == ["beforeunload"]
    leave.click()
    assert asked == ["beforeunload"] * 2
    page.remove_listener("dialog", stay)
    page.on("dialog", lambda dialog: dialog.accept())
    leave.click()
    expect(page).not_to_have_url(one.url + EDIT)
    one.expected("422")
