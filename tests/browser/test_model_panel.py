"""A language model is asked from the call page: its answer comes by itself, or why not."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.test_call_page_done import heard
from tests.support.browser import Tab
from tests.support.model_server import ModelServer, chat, serving

from revrise.apps.assembly import RevRise
from revrise.apps.demo.loading.logins import DemoLogin
from revrise.apps.settings import Settings
from revrise.services.plugins.settings import ConfigurePlugin

ANSWERED = {"en": "They plan by hand <b>today</b>.", "zh": "他们目前<b>手工</b>安排。"}
THINKS_S = 2.0
PLANNED = {"en": "What did they plan?", "zh": "他们打算怎么做？"}


@pytest.fixture(scope="module")
def model(
    demo_server: Any, demo_folder: Path, demo_people: dict[tuple[str, str], DemoLogin]
) -> Iterator[ModelServer]:
    app = RevRise(Settings(data_dir=str(demo_folder)))
    admin = app.actor(demo_people["admin", "en"].login)
    try:
        with serving() as server:
            settings = {"url": server.url, "model": "tiny", "inside": True, "characters": 500}
            app.plugin_settings.configure(ConfigurePlugin("language-model", settings), admin)
            yield server
    finally:
        app.plugin_settings.restore("language-model", None, admin)
        app.engine.dispose()


def thinking(text: str) -> Any:
    """Answers after a while, with the longest line as its quote."""

    def reply(asked: dict[str, Any]) -> bytes:
        time.sleep(THINKS_S)
        lines = json.loads(asked["messages"][1]["content"])["lines"]
        line = max(lines, key=lambda one: len(one["said"]))
        quotes = [{"n": line["n"], "quote": line["said"]}]
        return chat(json.dumps({"points": [{"text": text, "quotes": quotes}]}))

    return reply


@pytest.mark.parametrize(("locale", "theme", "width"), [("en", "light", 1280), ("zh", "dark", 360)])
def test_a_question_is_answered_while_its_asker_goes_on_and_may_be_cancelled(
    tab: Any, model: ModelServer, locale: str, theme: str, width: int
) -> None:
    model.reply = thinking(ANSWERED[locale])
    one: Tab = tab("rep", locale=locale, theme=theme, width=width)
    page = heard(one)
    form = page.locator("#model form[action$='/model-answers']")
    form.locator("select[name=task]").select_option("answer")
    form.locator("input[name=question]").fill(PLANNED[locale])
    with page.expect_navigation():
        form.locator("button[type=submit]").click()
    waiting = page.locator("#asked [role=status]")
    expect(waiting).to_contain_text(PLANNED[locale])
    form.locator("input[name=question]").fill("…")
    expect(page.locator("#asked article").first).to_contain_text(ANSWERED[locale], timeout=60_000)
    expect(waiting).to_have_count(0)
    expect(form.locator("input[name=question]")).to_have_value("…")
    expect(page.locator("#asked article .quote").first).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    assert one.axe() == []

    model.reply = lambda _: chat("I will not")
    form.locator("button[type=submit]").click()
    expect(page.locator("#asked [role=alert]").first).to_be_visible(timeout=60_000)
    assert one.axe() == []

    model.reply = thinking(ANSWERED[locale])
    form.locator("button[type=submit]").click()
    page.locator("#asked form[action$='/cancel'] button").first.click()
    expect(page.locator("#asked [role=status]")).to_have_count(0)


WHO = {
    "en": ("by the detectors too", "only by the model", "only by the detectors"),
    "zh": ("检测器也指出", "仅模型指出", "仅检测器指出"),
}


def naming(asked: dict[str, Any]) -> bytes:
    """Takes every second of the buyer's lines for an objection to the time it takes."""
    lines = json.loads(asked["messages"][1]["content"])["lines"]
    buyers = [one for one in lines if one["who"] == "buyer" and len(one["said"]) > 8]
    points = [{"n": one["n"], "category": "timing", "quote": one["said"]} for one in buyers[::2]]
    return chat(json.dumps({"points": points}))


@pytest.mark.parametrize(("locale", "theme", "width"), [("en", "light", 1280), ("zh", "dark", 360)])
def test_objections_of_the_model_stand_beside_those_of_the_detectors_and_lead_to_their_lines(
    tab: Any, model: ModelServer, locale: str, theme: str, width: int
) -> None:
    model.reply = naming
    one: Tab = tab("rep", locale=locale, theme=theme, width=width)
    page = heard(one, objections="any")  # the newest may be another test's, with unknown sides
    form = page.locator("#model form[action$='/model-answers']")
    form.locator("select[name=task]").select_option("objections")
    with page.expect_navigation():
        form.locator("button[type=submit]").click()
    points = page.locator("#asked article").first.locator(".crit > li")
    expect(points.first).to_be_visible(timeout=60_000)
    both, model_alone, detectors_alone = (points.filter(has_text=who) for who in WHO[locale])
    expect(model_alone.first).to_be_visible()
    expect(detectors_alone.first).to_be_visible()
    assert sum(each.count() for each in (both, model_alone, detectors_alone)) == points.count()
    assert one.axe() == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    for each in (model_alone.last, detectors_alone.first):
        link = each.locator(".ts")
        at = link.get_attribute("data-at")
        place = (link.get_attribute("href") or "").rpartition("#")[2]
        link.click()
        expect(page.locator(f"#{place}")).to_have_attribute("aria-current", "true")
        expect(page.locator(f"#{place}")).to_have_attribute("data-start", str(at))
