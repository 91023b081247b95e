"""A coach and an author who never saw TOML write a rubric in the form, with scripts and without."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

EDIT = "/coaching/rubrics/new/edit"
CASES = [
    ("en", 1280, "light", True), ("zh", 360, "dark", True),
    ("en", 360, "dark", False), ("zh", 1280, "light", False),
]  # fmt: skip
SAYS = {
    "en": {"add": "Add a criterion", "condition": "Add a condition", "fix": "to fix",
           "compare": "Compare", "save": "Save as a draft", "text": "Text (TOML)", "form": "Form",
           "up": "Move Second up", "show": "Show", "try": "Try it"},
    "zh": {"add": "添加评分项", "condition": "添加条件", "fix": "处需修改",
           "compare": "比较", "save": "存为草稿", "text": "文本（TOML）", "form": "表单",
           "up": "上移“第二”", "show": "显示", "try": "试一试"},
}  # fmt: skip


def named(page: Page, name: str) -> Any:
    return page.locator(f'[name="{name}"]')


def press(page: Page, text: str) -> None:
    page.get_by_role("button", name=text, exact=True).first.click()


def choose(page: Page, name: str, value: str, says: dict[str, str], *, scripts: bool) -> None:
    """Another kind; without script a button asks for its fields."""
    named(page, name).select_option(value)
    if not scripts:
        box = page.locator(f'span:has(> [name="{name}"])')
        box.get_by_role("button", name=says["show"]).click()


def describe(page: Page, at: int, en: str, zh: str) -> None:
    part = f"criteria.{at}"
    named(page, f"{part}.title.en").fill(en)
    named(page, f"{part}.title.zh").fill(zh)
    named(page, f"{part}.competency").select_option("discovery")
    for language in ("en", "zh"):
        for level in range(1, 6):
            named(page, f"{part}.anchors.{language}.{level}").fill(f"{language} {level}")


@pytest.mark.parametrize(("locale", "width", "theme", "scripts"), CASES)
def test_a_rubric_is_written_without_a_word_of_toml(
    tab: Any, locale: str, width: int, theme: str, scripts: bool
) -> None:
    one = tab("enablement", locale=locale, width=width, theme=theme, java_script=scripts)
    says, page = SAYS[locale], one.open(EDIT)
    name = f"form-{locale}-{width}"
    named(page, "title.en").fill(name)
    named(page, "title.zh").fill("自己的")
    describe(page, 0, "First", "第一")
    press(page, says["save"])
    expect(page.get_by_role("alert")).to_contain_text(says["fix"])
    words = "criteria.0.measure.tracker.phrases.en"
    expect(named(page, words)).to_have_attribute("aria-invalid", "true")
    named(page, words).fill("budget")
    choose(page, "criteria.0.measure.tracker.is", "any", says, scripts=scripts)
    press(page, says["condition"])
    named(page, "criteria.0.measure.tracker.any.1.phrases.zh").fill("预算")
    press(page, says["add"])
    describe(page, 1, "Second", "第二")
    choose(page, "criteria.1.measure.kind", "metric", says, scripts=scripts)
    named(page, "criteria.1.measure.metric").select_option("talk_share")
    named(page, "criteria.1.measure.bands.5.high").fill("55")
    _sound(one, page, scripts=scripts)
    press(page, says["text"])
    expect(page.locator("#f-text")).to_have_value(
        re.compile(re.escape('any = [{ phrases = ["budget"] }'))
    )
    press(page, says["form"])
    page.locator('[id="p-criteria.1"]').evaluate("one => { one.open = true }")
    press(page, says["up"])
    expect(named(page, "criteria.0.title.en")).to_have_value("Second")
    press(page, says["compare"])
    expect(page.locator("#diff")).to_be_visible()
    _sound(one, page, scripts=scripts)
    press(page, says["save"])
    expect(page.locator("h1")).to_be_visible()
    assert f"/coaching/rubrics/{name}/versions" in page.url
    one.expected("422")


def test_a_coach_tries_a_change_from_the_form_and_goes_on_from_it(tab: Any) -> None:
    one = tab("coach", locale="zh", width=360, theme="dark")
    page = one.open("/coaching/rubrics/discovery/try")
    page.locator('[id="p-criteria.0"] > summary').click()
    named(page, "criteria.0.measure.bands.5.low").fill("2")
    _sound(one, page, scripts=True)
    press(page, SAYS["zh"]["try"])
    expect(page.locator("#mv")).to_be_visible()
    expect(named(page, "criteria.0.measure.bands.5.low")).to_have_value("2")
    expect(named(page, "criteria.0.measure.bands.5.low")).to_be_visible()
    _sound(one, page, scripts=True)


def _sound(one: Any, page: Page, *, scripts: bool) -> None:
    if scripts:
        assert one.axe() == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
