"""What a plugin's detector finds is shown on the page of a call as other moments are."""

import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from playwright.sync_api import Page, expect

from revrise.apps.assembly import RevRise
from revrise.apps.settings import Settings
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.services.calls.commands import AddCall, Agreed
from revrise.services.plugins.settings import ConfigurePlugin

WORDS = Transcript(
    "en",
    (Speaker("A", "seller", "Sel"), Speaker("B", "buyer", "Bea")),
    (
        Utterance("A", "What does that cost you today?", 0, 5_000),
        Utterance("B", "About a day every week, and it is too expensive.", 5_000, 9_000),
        Utterance("A", "One of our customers had that too and saved it all.", 9_000, 14_000),
        Utterance("B", "Fine.", 14_000, 15_000),
        Utterance("A", "There is a case study on it.", 15_000, 20_000),
    ),
    20_000,
)
PLAIN = evolve(WORDS, utterances=WORDS.utterances[:2])
# Of what is drawn on what: the light of one over the other's (WCAG 1.4.11 asks for 3).
CONTRAST = """
(path) => {
  const light = (colour) => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((one) => one / 255)
      .map((one) => one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  let under = path;
  while (getComputedStyle(under).backgroundColor.endsWith(', 0)')) under = under.parentElement;
  const two = [light(getComputedStyle(path).fill), light(getComputedStyle(under).backgroundColor)];
  return (Math.max(...two) + 0.05) / (Math.min(...two) + 0.05);
}
"""


@pytest.fixture(scope="module")
def told(demo_folder: Path, demo_people: Any) -> dict[str, str]:
    """Calls in which the seller tells of another customer, of a team of each language."""
    app, made = RevRise(Settings(data_dir=str(demo_folder))), {}
    at = datetime.now(UTC) - timedelta(days=401)
    for number, locale in enumerate(("en", "zh")):
        rep = app.actor(demo_people["rep", locale].login).person_id
        file = f"5{number}" * 32
        command = AddCall(WORDS, file, "A story told", rep, at, agreed=Agreed("EU"))
        made[locale] = app.calls.add(command, app.actor()).call.id
        if locale == "en":
            none = AddCall(PLAIN, "6" * 64, "No story told", rep, at, agreed=Agreed("EU"))
            made["none"] = app.calls.add(none, app.actor()).call.id
    app.engine.dispose()
    return made


def listen(tab: Any, word: str) -> None:
    page = tab("admin").open("/admin/plugins/customer-stories")
    page.get_by_role("combobox", name="Listen for customer stories").select_option(label=word)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("combobox", name="Listen for customer stories")).to_have_value(
        "true" if word == "yes" else "false"
    )


def listed(tab: Any, said: str) -> Any:
    """Its row in the list, once the server has noticed what another process changed."""
    page = tab("admin").open("/coaching/detectors")
    row = page.locator("section:has(#hear) tbody tr").filter(has_text="Customer stories").first
    for _ in range(40):
        if said in row.inner_text():
            break
        page.wait_for_timeout(250)
        page.reload()
    expect(row).to_contain_text(said)
    return row


@pytest.fixture
def listening(tab: Any, demo_folder: Path, demo_people: Any) -> Iterator[None]:
    """The plugin is switched on, and off again."""
    app = RevRise(Settings(data_dir=str(demo_folder)))
    admin = app.actor(demo_people["admin", "en"].login)
    app.plugin_settings.configure(ConfigurePlugin("customer-stories", {"on": True}), admin)
    listed(tab, "in use")
    yield
    app.plugin_settings.configure(ConfigurePlugin("customer-stories", {"on": False}), admin)
    app.engine.dispose()


def shot(page: Page, name: str) -> None:
    folder = os.environ.get("REVRISE_SCREENSHOTS")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize(
    ("locale", "theme", "width", "kind", "heard"),
    [
        ("en", "light", 1280, "Customer story", "Heard by detectors of plugins too:"),
        ("zh", "dark", 360, "客户案例", "插件检测器也检测了本通话："),
    ],
)
def test_a_customer_story_is_a_tag_a_filter_and_named(
    tab: Any, told: dict[str, str], locale: str, theme: str, width: int, kind: str, heard: str
) -> None:
    one = tab("coach", locale=locale, theme=theme, width=width)
    page = one.open(f"/calls/{told[locale]}")
    line = page.locator(".turns > li#l2")
    expect(line.locator(".ut-t")).to_have_text([kind])
    expect(line.locator("mark.ht")).to_have_text("One of our customers")
    expect(page.get_by_text(heard)).to_contain_text("customer-stories@5")
    assert one.axe() == []
    shot(page, f"story-{locale}-{width}")
    page.get_by_role("link", name=f"{kind} 2").click()
    expect(page.locator(".turns > li")).to_have_count(2)
    expect(page.locator(".turns > li#l2")).to_be_visible()
    assert "show=customer_story" in page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_administrator_switches_it_on_and_without_it_nothing_of_it_is_shown(
    tab: Any, told: dict[str, str]
) -> None:
    listen(tab, "yes")
    page = tab("coach").open(f"/calls/{told['en']}")
    expect(page.get_by_text("Heard by detectors")).to_have_count(1)
    listen(tab, "no")
    page = tab("coach").open(f"/calls/{told['en']}?show=customer_story")
    expect(page.locator(".turns > li")).to_have_count(5)
    expect(page.get_by_text("Heard by detectors")).to_have_count(0)
    assert "-own" not in page.content()


@pytest.mark.usefixtures("listening")
def test_a_call_without_such_moments_has_nothing_more_on_its_time_line(
    tab: Any, told: dict[str, str]
) -> None:
    page = tab("coach").open(f"/calls/{told['none']}")
    expect(page.get_by_text("Heard by detectors")).to_have_count(1)
    assert "-own" not in page.locator("rr-call-player").inner_html()


@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize(
    ("locale", "theme", "width", "kind", "group"),
    [
        ("en", "dark", 360, "Customer story", "Moments heard by plugins"),
        ("zh", "light", 1280, "客户案例", "插件听到的时刻"),
    ],
)
def test_its_moments_are_marks_on_the_time_line_that_keys_reach(
    tab: Any, told: dict[str, str], locale: str, theme: str, width: int, kind: str, group: str
) -> None:
    one = tab("coach", locale=locale, theme=theme, width=width)
    page = one.open(f"/calls/{told[locale]}")
    page.locator("rr-call-player:defined").wait_for(state="attached")
    expect(page.locator(".lg-own")).to_have_text([f"{kind} 2"])
    marks = page.get_by_role("group", name=group).get_by_role("link")
    expect(marks).to_have_count(2)
    first = page.get_by_role("link", name=f"{kind}, 0:09")
    last = page.get_by_role("link", name=f"{kind}, 0:15")
    expect(first).to_have_attribute("tabindex", "0")
    expect(last).to_have_attribute("tabindex", "-1")
    assert page.evaluate(f"({CONTRAST})(document.querySelector('.mo-p'))") >= 3
    assert one.axe() == []
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(last).to_be_focused()
    expect(first).to_have_attribute("tabindex", "-1")
    page.keyboard.press("ArrowRight")
    expect(last).to_be_focused()
    shot(page, f"marks-{locale}-{theme}-{width}")
    page.keyboard.press("Enter")
    expect(page.locator("[data-now]")).to_have_text("0:15")
    expect(page.locator(".turns > li.now")).to_have_attribute("id", "l4")
    page.keyboard.press("Home")
    expect(first).to_be_focused()
    first.click()
    expect(page.locator("[data-now]")).to_have_text("0:09")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.usefixtures("listening")
def test_without_scripts_a_mark_leads_to_its_line(tab: Any, told: dict[str, str]) -> None:
    page = tab("coach", java_script=False).open(f"/calls/{told['en']}")
    page.get_by_role("link", name="Customer story, 0:15").click()
    expect(page.locator(".turns > li.now")).to_have_attribute("id", "l4")
    assert "at=15000" in page.url


@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize(
    ("locale", "theme", "width", "kind", "used", "measure"),
    [
        ("en", "light", 1280, "Customer story", "in use", "Measure"),
        ("zh", "dark", 360, "客户案例", "使用中", "开始衡量"),
    ],
)
def test_it_is_listed_and_measured_on_labelled_lines(
    tab: Any,
    tmp_path: Path,
    locale: str,
    theme: str,
    width: int,
    kind: str,
    used: str,
    measure: str,
) -> None:
    one = tab("coach", locale=locale, theme=theme, width=width)
    page, file = one.open("/coaching/detectors"), tmp_path / "labels.jsonl"
    rows = page.locator("section:has(#hear) tbody tr")
    mine = rows.filter(has_text="customer-stories@5")
    expect(mine).to_contain_text(kind)
    expect(mine).to_contain_text(used)
    assert mine.get_by_role("link").count() == 0  # a coach manages no plugins
    assert one.axe() == []
    shot(page, f"listed-{locale}-{width}")
    said = [
        {"speaker": one.speaker, "text": one.text, "labels": {"customer_story": at in (2, 3)}}
        for at, one in enumerate(WORDS.utterances)
    ]
    speakers = [{"ref": "A", "side": "seller"}, {"ref": "B", "side": "buyer"}]
    line = {
        "schema": "revrise.transcript/1",
        "language": "en",
        "speakers": speakers,
        "utterances": said,
    }
    file.write_text(json.dumps(line), encoding="utf-8")
    page.set_input_files("[name=file]", file)
    page.locator("[name=task]").select_option(label=kind)
    page.get_by_role("button", name=measure, exact=True).click()
    figures = page.locator("table").first.locator("tbody tr").first
    expect(figures).to_contain_text("0.500")
    expect(page.locator("section:has(#wrong)").locator("tbody tr")).to_have_count(2)
    expect(page.locator("[name=task]")).to_have_value("customer_story")
    assert one.axe() == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_who_manages_plugins_is_led_to_them(tab: Any) -> None:
    row = listed(tab, "Its plugin tells of no detector now.")
    row.get_by_role("link").click()
    expect(row.page).to_have_url(re.compile("/admin/plugins/customer-stories$"))
