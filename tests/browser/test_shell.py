"""The frame of every page in a browser: jumping, keyboard, theme, language, small screens."""

from typing import Any

import pytest
from playwright.sync_api import expect


def test_ctrl_k_finds_and_jumps_without_a_mouse(tab: Any) -> None:
    one = tab("manager")
    page = one.open("/inbox")
    page.wait_for_function("() => customElements.get('rr-palette')")
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Search and jump")
    assert field.evaluate("one => document.activeElement === one")
    page.keyboard.type("pipe")
    option = page.get_by_role("option", name="Pipeline")
    option.wait_for()
    page.wait_for_function(
        "() => document.querySelector('rr-palette input').getAttribute('aria-activedescendant')"
    )
    page.wait_for_function("() => document.querySelectorAll('rr-palette [role=option]').length < 5")
    assert one.axe() == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/pipeline")


def test_arrows_choose_and_escape_closes_the_palette(tab: Any) -> None:
    page = tab("rep").open("/")
    page.wait_for_function("() => customElements.get('rr-palette')")
    page.keyboard.press("Control+k")
    page.get_by_role("option", name="Calls").wait_for()
    before = page.locator("rr-palette [aria-selected=true]").inner_text()
    page.keyboard.press("ArrowDown")
    assert page.locator("rr-palette [aria-selected=true]").inner_text() != before
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.querySelector('rr-palette dialog').open")


def test_the_keyboard_reaches_the_text_first(tab: Any) -> None:
    page = tab("rep").open("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'main'")
    for _ in range(12):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "(() => { const box = document.activeElement.getBoundingClientRect();"
            " return box.width > 0 && box.height > 0; })()"
        )
        assert seen, page.evaluate("document.activeElement.outerHTML")


def test_a_theme_is_chosen_and_stays(tab: Any) -> None:
    one = tab("rep", theme="system")
    page = one.open("/")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("() => document.documentElement.dataset.bsTheme === 'dark'")
    page.emulate_media(color_scheme="light")
    page.wait_for_function("() => document.documentElement.dataset.bsTheme === 'light'")
    page.locator(".rr-me-menu > summary").click()
    page.get_by_role("button", name="Dark").click()
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    one.open("/inbox")
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"


def test_a_language_is_chosen_and_stays(tab: Any) -> None:
    one = tab("enablement")
    page = one.open("/inbox")
    page.locator(".rr-me-menu > summary").click()
    page.get_by_role("button", name="简体中文").click()
    page.locator("html[lang=zh-CN]").wait_for()
    assert one.path == "/inbox"
    page.locator(".rr-me-menu > summary").click()
    page.get_by_role("button", name="English").click()
    page.get_by_role("link", name="Inbox").first.wait_for()


def test_without_scripts_one_finds_and_gets_there(tab: Any) -> None:
    one = tab("rep", java_script=False)
    page = one.open("/")
    page.get_by_role("link", name="Search, jump").first.click()
    page.get_by_role("searchbox").fill("discovery")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/search?q=discovery*")
    assert page.get_by_role("heading", level=1).inner_text()


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_on_a_small_screen_everything_is_two_taps_away(tab: Any, locale: str) -> None:
    one = tab("rep", locale=locale, width=360, height=740)
    page = one.open("/")
    assert page.locator(".rr-side").is_hidden()
    tabs = page.locator(".rr-tabs a")
    assert tabs.count() == 5
    tabs.last.click()
    page.wait_for_url("**/more")
    expect(page.locator(".rr-more .rr-nav a[href='/rewards']")).to_be_visible()
    box = tabs.first.bounding_box()
    assert box["height"] >= 40


@pytest.mark.parametrize(("role", "third"), [("rep", "/learning"), ("coach", "/coaching")])
def test_a_small_screen_offers_first_what_somebody_works_with(
    tab: Any, role: str, third: str
) -> None:
    page = tab(role, width=360, height=740).open("/")
    expect(page.locator(".rr-tabs a").nth(2)).to_have_attribute("href", third)


def test_an_impatient_hand_sends_a_form_once(tab: Any) -> None:
    one = tab("coach")
    page = one.open("/inbox/settings")
    sent = []
    page.on("request", lambda asked: asked.method == "POST" and sent.append(asked.url))
    page.get_by_role("button", name="Save").dblclick()
    page.locator("#toasts").get_by_text("Saved").wait_for()
    assert len(sent) == 1
    page.get_by_role("button", name="Dismiss").click()
    expect(page.locator("#toasts")).to_have_text("")


def test_an_admin_adds_somebody_and_they_come_in_by_their_invitation(tab: Any) -> None:
    admin = tab("admin")
    page = admin.open("/admin/people/new")
    page.get_by_label("Name", exact=True).fill("Nia New")
    page.get_by_label("E-mail").fill("nia.new@lanmu.example")
    page.get_by_role("button", name="Add person").click()
    page.locator("#toasts").get_by_text("Nia New added").wait_for()
    page.get_by_role("button", name="Make an invitation link").click()
    link = page.get_by_label("Link").input_value()
    assert admin.axe() == []

    newcomer = tab(None)
    door = newcomer.open(link.removeprefix(newcomer.url))
    door.get_by_label("Password").fill("four unrelated words here")
    door.get_by_role("button", name="Go on").click()
    door.get_by_role("heading", level=1).wait_for()
    assert "Nia New" in door.locator(".rr-me").inner_text()

    page.get_by_text("Deactivate").first.click()
    page.get_by_role("button", name="Deactivate").click()
    page.locator("#toasts").get_by_text("Nia New is logged out for good").wait_for()
    door.wait_for_timeout(1_100)
    newcomer.open("/")
    assert newcomer.path.startswith("/login")


def test_figures_stay_in_their_boxes_on_a_tablet(tab: Any) -> None:
    page = tab("manager", width=820).open("/")
    figures = page.locator(".strip .stat-v")
    assert figures.count() == 4
    assert figures.evaluate_all("all => all.filter(one => one.scrollWidth > one.clientWidth)") == []
