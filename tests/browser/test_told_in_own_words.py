"""Why a level is what it is, in the language of who reads; and the ways to measure, tried."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from revrise.apps.web.screens.coaching.rubric_measures import MEASURES

HAN = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize(("locale", "width"), [("en", 1280), ("zh", 360)])
def test_why_a_level_is_what_it_is_follows_the_reader(tab: Any, locale: str, width: int) -> None:
    """A coach of one language, who then reads in the other."""
    one = tab("coach", locale=locale, width=width)
    page = one.open("/coaching")
    why = page.locator("ol.tl > li > p:last-child")
    cell = page.locator("main td a[href^='/coaching/people/per_']").first.get_attribute("href")
    try:
        for reader in ("en", "zh"):
            one.open(cell)
            _read_in(page, reader)
            expect(why.first).to_be_visible()
            told = why.all_inner_texts()
            assert [bool(HAN.search(each)) for each in told] == [reader == "zh"] * len(told), told
            assert one.axe() == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    finally:
        _read_in(page, locale)


@pytest.mark.parametrize(
    ("locale", "width", "ways", "title"),
    [
        ("en", 1280, "Ways to measure a criterion", "Topics covered"),
        ("zh", 360, "评分项的衡量方式", "话题覆盖"),
    ],
)
def test_an_author_finds_topics_among_the_ways_to_measure_and_tries_them(
    tab: Any, locale: str, width: int, ways: str, title: str
) -> None:
    one = tab("coach", locale=locale, width=width)
    page = one.open("/coaching/rubrics/discovery/try")
    page.get_by_role("button", name="TOML").click()
    page.get_by_text(ways, exact=True).click()
    example = page.locator("details.more pre").first
    expect(example).to_have_text(MEASURES[0][1])
    expect(page.locator("details.more pre")).to_have_count(len(MEASURES))
    assert one.axe() == []
    text = page.locator("#f-text")
    text.fill(f"{text.input_value()}\n{example.inner_text()}\n")
    page.locator("form:has(#f-text) .btn-p").click()
    expect(page.locator("section:has(#mv) th", has_text=title).first).to_be_visible()
    assert one.axe() == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _read_in(page: Any, language: str) -> None:
    """The reader's own setting, in the menu of the page."""
    button = f"form[action='/me/language'] button[value='{language}']"
    page.evaluate("(button) => document.querySelector(button).click()", button)
    expect(page.locator("html")).to_have_attribute("lang", re.compile(f"^{language}"))
