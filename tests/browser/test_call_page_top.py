"""What the top of a call page offers, and that names of any length stay in their place."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.support.browser import Tab

from revrise.apps.assembly import RevRise
from revrise.apps.settings import Settings
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.services.calls.commands import AddCall, Agreed

TITLE = "Discovery and demonstration for the Northern and Eastern European holding " * 3
UNBROKEN = "W" * 60  # as files are called
SELLER = "Maximiliana-Wolfeschlegelsteinhausenbergerdorff Featherstonehaugh"


@pytest.fixture(scope="module")
def named(demo_folder: Path, demo_people: Any) -> str:
    """A rep's call whose title and names are very long."""
    app = RevRise(Settings(data_dir=str(demo_folder)))
    lines = [("A", "What does that cost you?"), ("B", "That is too expensive for us.")] * 8
    words = Transcript("en", (Speaker("A", "seller", SELLER), Speaker("B", "buyer")), tuple(
        Utterance(who, text, n * 4_000, n * 4_000 + 3_000) for n, (who, text) in enumerate(lines)
    ), 64_000)  # fmt: skip
    rep = app.actor(demo_people["rep", "en"].login).person_id
    mark, before = sha256(b"very long").hexdigest(), datetime.now(UTC) - timedelta(days=390)
    added = app.calls.add(
        AddCall(words, mark, TITLE + UNBROKEN, rep, before, agreed=(Agreed("EU"),)), app.actor()
    )
    app.engine.dispose()
    return added.call.id


@pytest.mark.parametrize("width", [360, 800, 1280])
def test_long_names_leave_the_page_as_wide_as_the_window(tab: Any, named: str, width: int) -> None:
    page = tab("rep", width=width).open(f"/calls/{named}")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    rows = page.locator(".rr-head > :is(a, details)").evaluate_all(
        "all => new Set(all.filter(o => o.offsetParent).map(o => Math.round(o.offsetTop))).size"
    )
    assert rows <= 2
    inside = """one => one.scrollWidth <= one.clientWidth + 1
        || getComputedStyle(one).overflow === 'hidden'"""
    assert page.locator(".turns .who").first.evaluate(inside)
    here = page.locator(".rr-crumb [aria-current]")
    assert here.evaluate(inside)
    expect(here).to_have_attribute("title", TITLE + UNBROKEN)  # for who points at it


@pytest.mark.parametrize(("locale", "theme"), [("en", "light"), ("zh", "dark")])
def test_a_moment_is_shared_by_its_link(tab: Any, named: str, locale: str, theme: str) -> None:
    one: Tab = tab("coach", locale="en", theme=theme)
    one.context.add_cookies([{"name": "rr_locale", "value": locale, "url": one.url}])
    one.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = one.open(f"/calls/{named}")
    page.keyboard.press("l")
    share = page.locator("#share")
    share.locator("summary").press("Enter")
    link = f"{one.url}/calls/{named}?at=10000"
    expect(share.locator("#f-link")).to_have_value(link)
    assert one.axe() == []
    share.locator("button").click()
    expect(page.locator("#toasts")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == link
    page.goto(link)
    expect(page.locator("[data-now]")).to_have_text("0:10")


def test_a_clip_is_begun_at_the_top_and_a_score_opens_its_arithmetic(tab: Any, named: str) -> None:
    page = tab("coach").open(f"/calls/{named}")
    page.locator(".rr-head a.btn[href='#f-title']").click()
    expect(page.locator("#clip #f-title")).to_be_focused()
    page.locator("#card .sc-top a.x").first.click()
    expect(page.locator("#arithmetic code").first).to_be_visible()


def test_a_comment_leads_to_practice_of_what_it_is_about(tab: Any, named: str) -> None:
    coach = tab("coach").open(f"/calls/{named}?at=4000")
    coach.locator("#f-text").fill("Ask before you answer the price.")
    with coach.expect_navigation():
        coach.locator("#comment button").click()
    page = tab("rep", width=360).open("/")
    expect(page.locator(".fb", has_text=UNBROKEN)).not_to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.goto(f"{coach.url}/calls/{named}")
    page.locator(".cm", has_text="answer the price").get_by_role("link", name="Practise").click()
    expect(page.locator("h1")).to_contain_text("Practise: ")
    what = page.locator("h1").inner_text().partition(": ")[2]
    expect(page.locator(".cat > li.hot").first).to_contain_text(what)
    expect(page.locator(".cat > li").first).to_contain_text(what)
