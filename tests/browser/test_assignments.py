"""A manager gives a call to two people, who score it unseen; then they look at the difference."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.test_every_page import SIDEWAYS, kept
from tests.browser.test_talk_coaching import a_call_of
from tests.support.browser import Tab

WORDS = {
    "en": ("Reviewers", "Give the call", "2 of 2 have scored", "Settled at 4", "You are done with"),
    "zh": ("评审人", "分配通话", "2 人中已有 2 人评分", "裁定为 4", "你已完成"),
}


def sound(one: Tab, name: str) -> list[str]:
    """What axe says of the page wide and narrow, and what stands out sideways."""
    wrong = []
    for width in (1280, 360):
        one.page.set_viewport_size({"width": width, "height": 800})
        wrong += [f"{width}: {found}" for found in one.axe()]
        wrong += [f"{width}: sideways {found}" for found in one.page.evaluate(SIDEWAYS)]
        kept(one, name, "assignments", str(width))
    one.page.set_viewport_size({"width": 1280, "height": 800})
    return wrong


def scored(page: Page, nth: int) -> None:
    """Gives every criterion the same level."""
    assert page.locator(".pips").count() == 0
    for asked in page.locator("fieldset.sc-f").all():
        asked.locator("input[type=radio]").nth(nth).check()
    with page.expect_navigation():
        page.locator("form[action$='/score'] button.btn-p").click()


@pytest.mark.parametrize(("locale", "theme"), [("en", "light"), ("zh", "dark")])
def test_two_score_unseen_and_their_difference_is_settled(
    tab: Any, demo_folder: Any, demo_people: Any, locale: str, theme: str
) -> None:
    reviewers, give, done, settled, waits = WORDS[locale]
    how = {"locale": locale, "theme": theme}
    call = a_call_of(demo_folder, demo_people["rep", locale].login)
    coach = demo_people["coach", locale].name
    manager: Tab = tab("manager", **how)
    page = manager.open(f"/calls/{call}")
    page.locator(f"a[href='/calls/{call}/assign']").click()
    expect(page.get_by_role("group", name=reviewers)).to_be_visible()
    page.select_option("#f-rubric", "next-steps")
    for who in (coach, "Local owner"):
        page.get_by_role("checkbox", name=who).check()
    assert sound(manager, f"given-{locale}") == []
    page.get_by_role("button", name=give).click()
    page.wait_for_url("**/coaching/assignments/*")
    progress = page.url
    assert page.get_by_text(coach).count() > 0
    assert sound(manager, f"progress-{locale}") == []

    first: Tab = tab("coach", **how)
    queue = first.open("/coaching/reviews")
    assert sound(first, f"queue-{locale}") == []
    queue.locator(f"#gv ~ *, .rq a[href^='/calls/{call}/score']").last.wait_for()
    queue.locator(f"a[href^='/calls/{call}/score?card=next-steps']").click()
    scored(queue, 3)
    expect(queue.locator("#card")).to_contain_text(waits)
    page.reload()
    assert page.locator("#ag").count() == 0  # who scored, and no level

    second: Tab = tab("owner", locale=locale)
    score = second.open(f"/calls/{call}/score?card=next-steps@1")
    scored(score, 1)
    page.goto(progress)
    expect(page.get_by_role("heading", level=1)).to_have_text(done)
    difference = page.locator(".card-x", has=page.locator("form[action$='/settle']")).first
    difference.locator("summary").click()
    difference.locator("select").select_option("4")
    difference.locator("textarea").fill("The next step has a date.")
    with page.expect_navigation():
        difference.locator("button[type=submit]").click()
    expect(page.get_by_text(settled)).to_be_visible()
    assert sound(manager, f"agreement-{locale}") == []


def test_a_call_is_skipped_with_a_reason_and_taken_back(tab: Any) -> None:
    one: Tab = tab("coach")
    page = one.open("/coaching/reviews")
    row = page.locator("section:has(#rq) .rq > li").last
    action = row.locator("form").get_attribute("action")
    row.locator("summary").click()
    row.locator("select").select_option("other")
    assert sound(one, "skip-form") == []
    with page.expect_navigation():
        row.locator("button[type=submit]").click()
    one.expected("422")
    expect(page.locator("[role=alert]").first).to_contain_text("Choose a reason")
    row = page.locator(f"li:has(form[action='{action}'])")
    row.locator("summary").click()
    row.locator("select").select_option("too_long")
    with page.expect_navigation():
        row.locator("button[type=submit]").click()
    expect(page.locator("#sk")).to_be_visible()
    expect(page.locator(f"form[action='{action}']")).to_have_count(0)
    assert sound(one, "skipped") == []
    with page.expect_navigation():
        page.locator("section:has(#sk) form button").first.click()
    expect(page.locator(f"form[action='{action}']")).to_have_count(1)
