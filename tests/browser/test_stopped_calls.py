"""Who runs the system starts all calls of a cause again, after they were asked."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.support.stopped_calls import ERROR, stop

from revrise.apps.assembly import RevRise
from revrise.apps.settings import Settings
from revrise.core.conversations.call import Call
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.ports.query import Query

WORDS = {
    "en": ("Start them again", "3 calls are processed again.", "Start 3 calls", "started again"),
    "zh": ("重新启动", "将重新处理 3 通电话", "启动 3 通电话", "正在重新启动这些通话"),
}


@pytest.fixture
def app(demo_folder: Path, demo_server: Any) -> Iterator[RevRise]:
    made = RevRise(Settings(data_dir=str(demo_folder)))
    yield made
    made.engine.dispose()


def states(app: RevRise, ids: tuple[str, ...]) -> set[str]:
    scope = system_scope(app.settings.tenant, "call", "read", "test")
    with app.store.read(app.actor()) as work:
        return {one.state for one in work.of(Call).load_many(scope, Query(where(id=ids)))}


@pytest.fixture
def admin(app: RevRise, demo_people: Any) -> Iterator[Any]:
    """The company's one; speaks English to other tests."""
    made = app.actor(demo_people["admin", "en"].login)
    yield made
    app.directory.speak("en", made)


@pytest.mark.parametrize(("locale", "width", "theme"), [("en", 1280, "light"), ("zh", 360, "dark")])
def test_a_cause_is_read_and_its_calls_go_on(
    tab: Any, app: RevRise, admin: Any, demo_people: Any, locale: str, width: int, theme: str
) -> None:
    again, question, yes, said = WORDS[locale]
    rep = app.actor(demo_people["rep", "en"].login).person_id
    names = tuple(f"{locale}{number}" for number in range(3))
    stop(app, rep, *names)
    app.directory.speak(locale, admin)
    one = tab("admin", locale=locale, width=width, theme=theme)
    page = one.open("/admin/jobs")
    while not (page.get_attribute("html", "lang") or "").startswith(locale):
        page.reload()  # the server keeps who somebody is for a second
    row = page.locator("#stopped ~ div tr", has_text="speech.model").first
    expect(row).to_contain_text("3")
    if locale == "en":
        expect(row).to_contain_text(ERROR)
    row.get_by_text(again, exact=True).click()
    expect(row.get_by_text(question)).to_be_visible()
    button = row.get_by_role("button", name=yes)
    button.scroll_into_view_if_needed()
    expect(button).to_be_in_viewport()
    assert one.axe() == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    button.click()
    expect(page.get_by_text(said).first).to_be_visible()
    assert one.axe() == []
    calls = tuple(f"call_{name}" for name in names)
    until = time.monotonic() + 60
    while states(app, calls) != {"analysed"} and time.monotonic() < until:
        time.sleep(0.3)
    assert states(app, calls) == {"analysed"}
    page.reload()
    # Recordings that other tests send to this server stop for the same cause.
    expect(
        page.locator("#stopped ~ div tr", has_text="speech.model").filter(has_text="3")
    ).to_have_count(0)
