"""A browser at a server of the demo company.

`tab(role, locale=…, theme=…, width=…)` is a tab in which somebody of that role is logged in;
what goes wrong in it fails the test at its end.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from tests.support import demo_company
from tests.support.browser import NoBrowser, Tab, chromium
from tests.support.contexts import Contexts
from tests.support.served import Served, serving
from tests.support.walk import TAGS, Walk

from revrise.apps.assembly import RevRise
from revrise.apps.demo.loading.logins import PASSWORD, DemoLogin, logins
from revrise.apps.demo.serving import shift_s
from revrise.apps.settings import Settings
from revrise.services.webhooks.commands import AddWebhook

OpenTab = Callable[..., Tab]
# A machine under load answers late, not wrongly.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without one the tests skip, and under CI they fail."""
    try:
        with chromium() as running:
            yield running
    except NoBrowser as reason:
        if os.environ.get("CI") == "true":
            pytest.fail(str(reason))
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This process's own copy of the demo company's data folder."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    return demo_company.copied(shared, base / "served-demo")


@pytest.fixture(scope="session")
def demo_people() -> dict[tuple[str, str], DemoLogin]:
    """Who logs in, by (role, language); where a language has nobody, somebody of the other."""
    found = {(one.role, one.language): one for one in logins(demo_company.company())}
    for role, language in list(found):
        found.setdefault((role, "zh" if language == "en" else "en"), found[role, language])
    return found


@pytest.fixture(scope="session")
def demo_server(demo_folder: Path) -> Iterator[Served]:
    """The demo company, served with a worker beside it."""
    app = RevRise(Settings(data_dir=str(demo_folder)))
    shift = shift_s(app, demo_company.company())
    # A receiver to look at; it hears of nothing, so nothing is called.
    admin = next(one for one in logins(demo_company.company()) if one.role == "admin")
    app.webhooks.add(
        AddWebhook("https://8.8.8.8/events", ("call_arrival.waits",)), app.actor(admin.login)
    )
    app.engine.dispose()
    env = {
        "REVRISE_CLOCK_SHIFT_S": str(shift),
        "REVRISE_SERVER_GALLERY": "true",
        # A worker at rest looks into seven queues at a time.
        "REVRISE_JOBS_POLL_S": "1",
        # The language model of a test answers on this machine.
        "REVRISE_PLUGIN_CALLS_PRIVATE_HOSTS": "true",
        # Who follows every link of every page takes more files a minute than people do.
        "REVRISE_SERVER_EXPORTS_PER_MINUTE": "1000",
    }
    with serving(demo_folder, "--with-worker", env=env) as one:
        yield one


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Contexts:
    """What tabs are opened in."""
    return Contexts(browser)


@pytest.fixture
def tab(
    contexts: Contexts, demo_server: Served, demo_people: dict[tuple[str, str], DemoLogin]
) -> Iterator[OpenTab]:
    """Opens tabs; at the end nothing may have gone wrong in any of them."""
    opened: list[tuple[Tab, str]] = []

    def open_one(role: str | None = None, *, locale: str = "en", **how: Any) -> Tab:
        cookies = {}
        if role is not None:
            cookies = demo_server.log_in(demo_people[role, locale].login, PASSWORD)
        made = contexts.open(demo_server.url, locale=locale, cookies=cookies, **how)
        opened.append((made, locale))
        return made

    yield open_one
    problems = [problem for one, _ in opened for problem in one.problems]
    for one, locale in opened:
        contexts.give_back(one, locale)
    assert problems == []


@pytest.fixture(params=["en", "zh"])
def walk(request: pytest.FixtureRequest, browser: Any, tmp_path: Path) -> Iterator[Walk]:
    """A fresh browser in one language."""
    context = browser.new_context(
        locale=TAGS[request.param], viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda said: wrong.append(said.text) if "Content Security" in said.text else None,
    )
    yield Walk(page, Path(os.environ.get("REVRISE_SCREENSHOTS") or tmp_path), request.param)
    context.close()
    assert wrong == []
