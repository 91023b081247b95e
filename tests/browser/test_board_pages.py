"""The board, deals, points, content and figures, as people use them with mouse and keys."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

BOARD = "rr-board[data-ready]"


def board(tab: Any, role: str = "manager", **how: Any) -> Any:
    one = tab(role, **how)
    one.open("/pipeline")
    one.page.wait_for_selector(BOARD)
    return one


def card(page: Page, stage: str, to: str, *, ready: bool) -> Locator:
    """The first card of a stage that may (or may not yet) go to another one."""
    wanted = f"form:has(input[name=to][value={to}])" if ready else f"a[data-fill][href*='to={to}']"
    found = page.locator(f"ul[data-stage={stage}] .dc", has=page.locator(f".mv {wanted}"))
    return found.first


def drag(page: Page, what: Locator, stage: str) -> None:
    """By hand: SortableJS does not hear of anything quicker."""
    what.scroll_into_view_if_needed()
    start = what.bounding_box()
    end = page.locator(f"ul[data-stage={stage}]").bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 40, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 60, start["y"] + 30, steps=12)
    page.mouse.move(end["x"] + 70, start["y"] + 36, steps=3)
    page.mouse.up()


def counts(page: Page) -> dict[str, int]:
    columns = page.locator(".col-x").all()
    return {
        str(one.locator("ul").get_attribute("data-stage")): int(one.locator(".cnt").inner_text())
        for one in columns
    }


def test_a_card_is_dragged_on_and_the_move_undone(tab: Any) -> None:
    one = board(tab)
    page, before = one.page, counts(one.page)
    drag(page, card(page, "TechnicalDemo", "Proposal", ready=True), "Proposal")
    expect(page.locator("[data-undo]")).to_contain_text("moved to Proposal")
    after = counts(page)
    assert after["Proposal"] == before["Proposal"] + 1
    assert after["TechnicalDemo"] == before["TechnicalDemo"] - 1
    assert sum(after.values()) == sum(before.values())
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-undo]")).to_contain_text("moved to Technical demo")
    assert counts(page) == before


def test_a_refused_move_names_what_is_missing_and_takes_it_on_the_spot(tab: Any) -> None:
    one = board(tab, locale="zh", theme="dark")
    page, before = one.page, counts(one.page)
    drag(page, card(page, "Discovery", "TechnicalDemo", ready=False), "TechnicalDemo")
    dialog = page.locator("dialog[open]")
    expect(dialog).to_contain_text("客户痛点已确认")
    assert counts(page) == before
    one.expected("422")
    dialog.get_by_role("checkbox").check()
    dialog.get_by_role("button", name="移到").click()
    expect(page.locator("[data-undo]")).to_contain_text("已移到 技术演示")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert counts(page)["TechnicalDemo"] == before["TechnicalDemo"] + 1


def test_the_keyboard_moves_a_card_as_well(tab: Any) -> None:
    one = board(tab, "rep")
    page = one.page
    which = page.locator(".dc", has=page.locator(".mv form:has(input[name=to])")).first
    menu = which.locator("summary")
    menu.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(which.locator(".menu :focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    button = which.locator(".menu form button").first
    page.keyboard.press("Enter")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-undo]")).to_contain_text("moved to")


def test_who_was_slower_sees_both_and_decides(tab: Any) -> None:
    slow = board(tab, "manager")
    which = card(slow.page, "Proposal", "TechnicalDemo", ready=True)
    deal = which.get_attribute("data-deal")
    quick = tab("manager")
    quick.open(f"/deals/{deal}")
    quick.page.get_by_label("What happens next").fill("Call the lawyer")
    quick.page.get_by_role("button", name="Save").click()
    expect(quick.page.locator("#toasts")).to_contain_text("Saved")
    drag(slow.page, which, "TechnicalDemo")
    said = slow.page.locator("[data-says]")
    expect(said).to_contain_text("next step")
    expect(said).to_contain_text("was not saved")
    slow.expected("409")
    said.get_by_text("See both").click()
    expect(said.get_by_role("table")).to_contain_text("Call the lawyer")
    said.get_by_role("button", name="Move it anyway").click()
    expect(slow.page.locator("[data-undo]")).to_contain_text("moved to Technical demo")


def test_filters_stay_in_the_address_and_more_cards_come_when_asked(tab: Any) -> None:
    one = board(tab)
    page = one.page
    first = page.locator(".col-x", has=page.locator("[data-more]")).first
    stage = first.locator("ul").get_attribute("data-stage")
    column = page.locator(".col-x", has=page.locator(f"ul[data-stage={stage}]"))
    shown = column.locator(".dc").count()
    column.locator("[data-more]").click()
    expect(column.locator("[data-more]")).to_have_count(0)
    assert column.locator(".dc").count() > shown
    total = sum(counts(page).values())
    page.locator(".flt summary").click()
    page.get_by_label("Product").select_option("Meridian Flow")
    page.get_by_role("button", name="Show").click()
    page.wait_for_selector(BOARD)
    assert "product=Meridian+Flow" in page.url
    assert 0 < sum(counts(page).values()) < total


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_without_scripts_a_deal_is_opened_moved_and_lost(tab: Any, locale: str) -> None:
    one = tab("rep", locale=locale, java_script=False, width=360)
    page = one.page
    one.open("/deals/new")
    page.locator("#f-name").fill("Walk-in")
    page.locator("#f-value").fill("much")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("#f-value-e")).to_be_visible()
    one.expected("422")
    page.locator("#f-value").fill("12,500")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("h1")).to_contain_text("Walk-in")
    deal = page.url.rsplit("/", 1)[1]
    one.open(f"/deals/{deal}/move?to=ClosedLost")
    page.locator("form[data-fill-form] button[type=submit]").click()
    expect(page.locator("[role=alert]")).to_be_visible()
    one.expected("422")
    page.locator("#f-lost_reason").fill("price")
    page.locator("form[data-fill-form] button[type=submit]").click()
    one.open(f"/deals/{deal}")
    expect(page.locator(".sub")).to_contain_text("price")


def test_leaving_the_boards_is_one_click_and_so_is_coming_back(tab: Any) -> None:
    one = tab("rep")
    page = one.open("/rewards")
    expect(page.locator("h1")).to_contain_text("You are")
    switch = page.get_by_role("switch")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "false")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")


def test_content_goes_from_draft_to_published_through_another_s_hands(tab: Any) -> None:
    author, other = tab("enablement"), tab("enablement", locale="zh")
    page = author.open("/content/new")
    page.locator("#f-title").fill("Price talk")
    page.locator("#f-body").fill("# Why\n\n<script>alert(1)</script>\n\n* one\n* two")
    page.get_by_role("button", name="Keep as a draft").click()
    expect(page.locator(".prose li")).to_have_count(2)
    expect(page.locator(".prose")).to_contain_text("<script>alert(1)</script>")
    where = page.url.split("?", maxsplit=1)[0].removeprefix(author.url)
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()
    assert page.get_by_role("button", name="Approve").count() == 0
    theirs = other.open(where)
    theirs.get_by_role("button", name="批准").click()
    theirs.get_by_role("button", name="发布").click()
    expect(theirs.locator(".sub")).to_contain_text("已发布")


def test_what_moved_revenue_is_told_with_its_intervals_and_opens_a_row(tab: Any) -> None:
    one = tab("enablement")
    page = one.open("/analytics")
    expect(page.locator("h1")).to_contain_text("more wins", timeout=60_000)
    expect(page.locator(".fp svg.mkf").first).to_be_visible()
    expect(page.locator("rr-chart svg")).to_be_visible(timeout=30_000)
    expect(page.locator("#cr")).to_be_visible(timeout=30_000)
    name = page.locator(".fp-n").nth(2).inner_text()
    page.locator(".fp-n").nth(2).click()
    expect(page.locator("#cmp")).to_contain_text(name, timeout=30_000)


@pytest.mark.parametrize(("locale", "theme", "width"), [("en", "light", 1280), ("zh", "dark", 360)])
def test_an_open_menu_and_a_dialog_are_sound(tab: Any, locale: str, theme: str, width: int) -> None:
    one = board(tab, locale=locale, theme=theme, width=width)
    page = one.page
    page.locator(".mv summary").first.click()
    assert one.axe() == []
    page.locator("a[data-fill]:visible").first.click()
    expect(page.locator("dialog[open]")).to_be_visible()
    assert one.axe() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
