"""The first page in a browser that has nothing of ours yet: bytes over the wire, largest paint.

Run: python -m bench.web. The demo company on SQLite; home of a rep, in both languages. Fresh
contexts, so nothing is cached; the better of three paints, since the machine does other things.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser
from tests.support import demo_company
from tests.support.browser import chromium
from tests.support.served import Served, serving

from revrise.apps.assembly import RevRise
from revrise.apps.demo.loading.logins import PASSWORD, logins
from revrise.apps.demo.serving import shift_s
from revrise.apps.settings import Settings

KB = 1_000
MOST_KB, LONGEST_MS = 200, 1_000
_PAINT = """() => new Promise(done => {
    const seen = new PerformanceObserver(list => done(list.getEntries().at(-1).startTime));
    seen.observe({type: 'largest-contentful-paint', buffered: true});
})"""
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def main() -> tuple[float, float]:
    """(kB over the wire, ms to the largest paint), the worse of both languages."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        home = demo_company.copied(Path(folder), Path(folder) / "served")
        app = RevRise(Settings(data_dir=str(home)))
        shift = shift_s(app, demo_company.company())
        app.engine.dispose()
        with serving(home, env={"REVRISE_CLOCK_SHIFT_S": str(shift)}) as served:
            found = [measured(browser, served, language) for language in ("en", "zh")]
    return max(size for size, _ in found), max(paint for _, paint in found)


def measured(browser: Browser, served: Served, language: str) -> tuple[float, float]:
    """Of home, for a rep who speaks this language."""
    people = logins(demo_company.company())
    login = next(one.login for one in people if (one.role, one.language) == ("rep", language))
    cookies = served.log_in(login, PASSWORD)
    sizes, paints = [], []
    for _ in range(3):
        size, paint = once(browser, served.url, cookies, _PAINT)
        sizes.append(size)
        paints.append(paint)
    size, paint = max(sizes) / KB, min(paints)
    print(f"home {language}: {size:.0f} kB over the wire, largest paint {paint:.0f} ms")
    return size, paint


def once(browser: Browser, url: str, cookies: dict[str, str], paint: str) -> tuple[int, float]:
    """Bytes over the wire and what the expression `paint` says, in a fresh context."""
    context = browser.new_context()
    context.add_cookies([{"name": n, "value": v, "url": url} for n, v in cookies.items()])
    page, bytes_ = context.new_page(), []
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: bytes_.append(event["encodedDataLength"]))
    page.goto(url, wait_until="networkidle")
    painted = page.evaluate(paint)
    context.close()
    return sum(bytes_), painted


if __name__ == "__main__":
    size_kb, paint_ms = main()
    for name, value, goal in (("kB", size_kb, MOST_KB), ("ms", paint_ms, LONGEST_MS)):
        print(f"{'met   ' if value < goal else 'MISSED'} {value:.0f} {name} (goal < {goal})")
