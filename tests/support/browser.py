"""A real browser for tests: pages that collect what went wrong in them, and axe."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from attrs import define, field
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # A page in a context that is used again needs no process of its own.
    "--renderer-process-limit=1",
)
# What accessibility tests hold a page to.
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Of brothers that differ in nothing but words and addresses axe looks at two: it takes as long for
# the hundredth as for the first. Fields and pictures are looked at one by one: each has a name.
AXE_RUN = r"""async (options) => {
    const shape = (one) => one.outerHTML
        .replace(/ (?!class|style|role|type|hidden|aria-|data-)([a-z-]+)="[^"]+"/g, ' $1')
        .replace(/(aria-label|aria-labelledby|aria-describedby|aria-controls)="[^"]+"/g, '$1')
        .replace(/>[^<]+</g, '>_<');
    const own = (one) => one.matches('input, select, textarea, img') ||
        one.querySelector('input, select, textarea, img');
    const alike = [];
    const look = (parent) => {
        const seen = new Map();
        for (const one of parent.children) {
            const key = parent.childElementCount > 2 && !own(one) ? shape(one) : one;
            const times = seen.get(key) ?? 0;
            seen.set(key, times + 1);
            if (times > 1) alike.push(one); else look(one);
        }
    };
    look(document.body);
    const where = alike.length ? {exclude: alike} : document;
    return (await axe.run(where, options)).violations;
}"""


class NoBrowser(Exception):
    """There is none, and how to get one."""


def chromium_path() -> str:
    """Where Chromium is; see tools/browser.sh."""
    done = subprocess.run(
        ["sh", str(ROOT / "tools" / "browser.sh")], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NoBrowser(done.stderr.strip())
    return done.stdout.strip().splitlines()[-1]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium."""
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@define
class Tab:
    """A page in a context of its own. `problems` are errors of the console, of scripts, of the
    content security policy, and answers of 500 and above; `expected` takes out what a test wants.
    """

    page: Page
    context: BrowserContext
    url: str
    scripts: bool = True
    problems: list[str] = field(factory=list)

    def open(self, path: str) -> Page:
        """Goes to a path of the site and waits until it and its islands have loaded.

        A page works before its scripts are there, but not in the same way.
        """
        self.page.goto(self.url + path, wait_until="load")
        if self.scripts:
            expect(self.page.locator("main :not(:defined)")).to_have_count(0)
        return self.page

    @property
    def path(self) -> str:
        """Where it is now."""
        parts = urlsplit(self.page.url)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    def expected(self, word: str) -> None:
        """Forgets problems with this word in them."""
        self.problems[:] = [one for one in self.problems if word not in one]

    def check(self) -> None:
        """Nothing went wrong."""
        assert self.problems == []

    def axe(self, *, without: tuple[str, ...] = ()) -> list[str]:
        """What axe finds against the rules, one line a violation; best `== []`."""
        options: dict[str, Any] = {
            "runOnly": {"type": "tag", "values": list(RULES)},
            "rules": {name: {"enabled": False} for name in without},
            # Of what passes only the rule's name is made: to write every node down takes longest.
            "resultTypes": ["violations"],
        }
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate(AXE_RUN, options)
        return [
            f"{one['id']}: {one['help']}: "
            + "; ".join(f"{node['target']} {node['html'][:160]}" for node in one["nodes"][:3])
            for one in found
        ]


Note = Callable[[str], None]


def watch(page: Page, note: Note) -> None:
    """Notes what goes wrong in a page."""
    page.on("pageerror", lambda error: note(f"script: {error}"))
    page.on("console", lambda said: said.type == "error" and note(f"console: {said.text}"))
    page.on("crash", lambda _: note("the page crashed"))
    page.on(
        "response",
        lambda answer: answer.status >= 500 and note(f"{answer.status} {answer.url}"),
    )


def open_tab(
    browser: Browser,
    url: str,
    *,
    locale: str = "en",
    theme: str = "light",
    width: int = 1280,
    height: int = 800,
    cookies: dict[str, str] | None = None,
    java_script: bool = True,
    extra: dict[str, Any] | None = None,
    context: BrowserContext | None = None,
) -> Tab:
    """A tab at no page yet, in a context of its own or in an empty one of `new_context`."""
    context = context or new_context(browser, locale, java_script=java_script, **(extra or {}))
    wanted = {"rr_locale": locale, "rr_theme": theme, **(cookies or {})}
    context.add_cookies([{"name": n, "value": v, "url": url} for n, v in wanted.items()])
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    tab = Tab(page, context, url, java_script)
    watch(tab.page, tab.problems.append)
    return tab


def new_context(
    browser: Browser, locale: str, *, java_script: bool = True, **extra: Any
) -> BrowserContext:
    """Somebody's browser with nothing in it."""
    context = browser.new_context(
        locale="zh-CN" if locale == "zh" else "en-GB",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
        java_script_enabled=java_script,
        **extra,
    )
    wait_ms = float(os.environ.get("REVRISE_TEST_TIMEOUT_MS", "15000"))
    context.set_default_timeout(wait_ms)
    # It may be the first page of a server, while other processes make a company of their own.
    context.set_default_navigation_timeout(2 * wait_ms)
    return context
