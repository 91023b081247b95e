"""A coach measures the detectors on a file of labelled lines."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

LINE = {
    "schema": "revrise.transcript/1",
    "language": "en",
    "speakers": [{"ref": "B", "side": "buyer"}],
    "utterances": [
        {"speaker": "B", "text": "what does it cost", "labels": {"question": True}},
        {"speaker": "B", "text": "lovely <b>weather</b>", "labels": {"question": True}},
        {"speaker": "B", "text": "fine", "labels": {"question": False}},
    ],
}


@pytest.mark.parametrize(
    ("locale", "width", "measure", "missed", "wrong"),
    [
        ("en", 1280, "Measure", "missed", "this is not JSON"),
        ("zh", 360, "开始衡量", "漏报", "labels.jsonl:1"),
    ],
)
def test_figures_and_what_went_wrong_are_shown(
    tab: Any, tmp_path: Path, locale: str, width: int, measure: str, missed: str, wrong: str
) -> None:
    one = tab("coach", locale=locale, width=width)
    page, file = one.open("/coaching/detectors"), tmp_path / "labels.jsonl"
    file.write_text(json.dumps(LINE), encoding="utf-8")
    page.set_input_files("[name=file]", file)
    page.get_by_role("button", name=measure, exact=True).click()
    figures = page.locator("table").first.locator("tbody tr").first
    for value in ("1.000", "0.500", "0.667"):
        expect(figures).to_contain_text(value)
    row = page.locator("#wrong, section:has(#wrong)").locator("tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text(missed)
    expect(row).to_contain_text("lovely <b>weather</b>")
    assert one.axe() == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    file.write_text("{", encoding="utf-8")
    page.set_input_files("[name=file]", file)
    page.get_by_role("button", name=measure, exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text(wrong)
    assert one.axe() == []
    one.expected("422")
