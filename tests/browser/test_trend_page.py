"""How a team talks is drawn, and the title says what became of it."""

import json
import re
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import expect

DAY = re.compile(r"\d+ [A-Z][a-z]{2}|\d\d-\d\d")


def _written(at: datetime, locale: str) -> str:
    return f"{at.day} {at:%b}" if locale == "en" else f"{at:%m-%d}"


@pytest.mark.parametrize(("locale", "theme", "width"), [("en", "light", 1280), ("zh", "dark", 360)])
def test_a_manager_sees_a_metric_drawn_over_the_weeks(
    tab: Any, locale: str, theme: str, width: int
) -> None:
    one = tab("manager", locale=locale, theme=theme, width=width)
    page = one.open("/coaching/conversations?weeks=26")
    drawn = page.locator("rr-chart[data-option=c-trend] svg")
    expect(drawn).to_be_visible()
    assert drawn.locator("path").count() > 10
    series = json.loads(page.locator("#c-trend").inner_text())["series"]
    mean = [value for _at, value in series[3]["data"]]
    assert len(mean) == 26
    days = {_written(datetime.fromisoformat(at), locale) for at, _value in series[3]["data"]}
    labels = {one for one in drawn.locator("text").all_text_contents() if DAY.fullmatch(one)}
    assert len(labels) > 2
    assert labels <= days
    page.locator("section:has(rr-chart) details.more summary").click()
    rows = page.locator("section:has(rr-chart) tbody tr")
    expect(rows).to_have_count(26)
    known = sum("–" not in row for row in rows.all_inner_texts())
    assert known == sum(value is not None for value in mean) > 0
    metric = page.locator("#f-metric option:checked").inner_text()
    expect(page.locator("h1")).to_contain_text(metric)
    assert page.locator("h1").inner_text() != metric
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert one.axe() == []


def test_a_plan_that_ended_says_in_words_whether_it_helped(tab: Any) -> None:
    page = tab("coach").open("/coaching/plans?state=completed")
    page.locator(".plans-t th a").first.click()
    told = ("It reached the target", "It may have reached the target",
            "It ended short of the target", "Too few calls to tell whether it helped")  # fmt: skip
    assert page.locator("#pr").inner_text() in told
    page.go_back()
    page.goto(page.url.replace("completed", "accepted"))
    page.locator(".plans-t th a").first.click()
    assert page.locator("#pr").inner_text() not in told


def test_a_rep_is_led_to_practice_of_a_competency_of_theirs(tab: Any) -> None:
    page = tab("rep").open("/coaching")
    page.locator(".hm td a[href^='/coaching/people/']").first.click()
    what = page.locator("h1").inner_text().partition(": ")[2]
    page.get_by_role("link", name="Practise this").click()
    expect(page.locator("h1")).to_have_text(f"Practise: {what}")
