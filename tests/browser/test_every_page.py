"""Every page, as people who get there: in both languages, in both themes, wide and narrow."""

import os
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.support.browser import Tab
from tests.support.long_names import lengthened
from tests.support.page_walk import Pages, pages, walk

from revrise.apps.demo.loading.logins import PASSWORD

KNOWN = pages()
# Which role looks at which pages with its eyes; the first that fits. Home looks different to each.
LOOKS = {
    "rep": (
        "/access", "/consents", "/calls/new", "/deals", "/learning", "/practice", "/rewards",
        "/inbox", "/content",
    ),
    "coach": ("/calls", "/clips", "/coaching", "/coaching/reviews"),
    "manager": (
        "/pipeline", "/analytics", "/more", "/me", "/coaching/assignments",
        "/calls/{call_id:str}/assign",
    ),
    "enablement": (
        "/content/new", "/content/review", "/content/rules", "/content/{asset_id:str}/revise",
        "/learning/new",
        "/learning/{course_id:str}/edit", "/rewards/run", "/search", "/coaching/trackers/edit",
        "/coaching/rubrics/{rubric_id:str}/edit",
    ),
    "admin": ("/admin",),
    "owner": ("/_ui", "/docs"),
}  # fmt: skip
# Pages nobody is led to by a link, and what is in their address.
UNLINKED = {
    "/_ui": "/_ui",
    "/docs": "/docs",
    "/login": "/login?next=/calls",
    "/welcome": "/welcome?token=none",
    "/consent/{token:str}": "/consent/none",
}
# Pages within a log-in or a set-up; `test_second_factor.py` goes through them.
HALF_WAY = {
    *("/login/code", "/login/enrol", "/login/oidc", "/login/oidc/callback", "/me/factor"),
    "/calls/inbox/{arrival_id:str}",  # nothing came in: `test_call_inbox_screen.py` lets it
    "/coaching/assignments/{assignment_id:str}",  # nothing given: `test_assignments.py` does
    "/clips/{clip_id:str}",  # nobody cut one: `test_talk_call.py` does
    "/clips/{clip_id:str}/sound",  # a file: `tests/web/test_clip_sound.py`
    "/calls/uploads/{upload_id:str}",  # a part of a file, `test_upload_parts.py` sends them
}
SIDEWAYS = """async () => {
    // What is drawn to size learns of another size with the next frame.
    for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    return [...document.querySelectorAll('body *')]
        .filter(one => one.getBoundingClientRect().right > wide + 1)
        .slice(0, 4).map(one => one.outerHTML.slice(0, 120));
}"""


def test_every_page_is_looked_at_by_somebody() -> None:
    assert len(KNOWN.templates) > 40
    looked = {page for role in LOOKS for page in looks(role, KNOWN)}
    doors = {"/login", "/welcome", "/consent/{token:str}"}
    assert looked | {*doors, *HALF_WAY} >= set(KNOWN.templates)


@pytest.mark.parametrize("locale", ["en", "zh"])
@pytest.mark.parametrize("role", LOOKS)
def test_every_link_leads_on_and_every_page_is_sound(
    tab: Any, demo_server: Any, demo_people: Any, role: str, locale: str
) -> None:
    theme = "light" if locale == "en" else "dark"  # each page comes in both
    one = tab(role, locale=locale, theme=theme)
    with httpx.Client(base_url=demo_server.url, timeout=60) as client:
        client.cookies.update(demo_server.log_in(demo_people[role, locale].login, PASSWORD))
        # In Chinese one address a page is enough: the links of the others are the same.
        ways, broken = led(client, KNOWN, 2 if locale == "en" else 1)
    assert broken == []
    mine = looks(role, KNOWN) - HALF_WAY
    assert mine <= {*ways, *UNLINKED}, mine - ways.keys()
    wrong = []
    for page in sorted(mine):
        wrong += examined(one, page, ways.get(page) or UNLINKED[page], f"{role}-{locale}")
    assert wrong == []


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_the_doors_are_sound(tab: Any, locale: str) -> None:
    one = tab(None, locale=locale)
    assert not [
        found
        for page in ("/login", "/welcome", "/consent/{token:str}")
        for found in examined(one, page, UNLINKED[page], f"nobody-{locale}", {200, 404, 410, 422})
    ]


def looks(role: str, known: Pages) -> set[str]:
    """The pages a role looks at."""
    names = [(len(start), start, who) for who, starts in LOOKS.items() for start in starts]
    found = {"/"}
    for page in known.templates:
        fitting = [(n, who) for n, start, who in names if page.startswith(start)]
        if fitting and max(fitting)[1] == role:
            found.add(page)
    return found


def led(client: httpx.Client, known: Pages, each: int) -> tuple[dict[str, str], list[str]]:
    """Page → an address of it that a link leads to; and the links that lead nowhere."""
    ways: dict[str, str] = {}
    broken = []
    for address, answer in walk(client, known, each):
        if answer.status_code != 200:
            broken.append(f"{address}: {answer.status_code}")
        elif (page := known.of(address)) is not None:
            ways.setdefault(page, address)
    return ways, broken


def examined(
    one: Tab,
    page: str,
    address: str,
    name: str,
    statuses: frozenset[int] | set[int] = frozenset({200}),
) -> list[str]:
    """What is wrong with a page, narrow and wide; what is narrow has one structure in both
    languages, so axe looks at it in English alone."""
    wrong = []
    one.page.set_viewport_size({"width": 1280, "height": 800})
    answer = one.page.goto(one.url + address, wait_until="load")
    assert answer is not None
    if answer.status not in statuses:
        wrong.append(f"{address}: {answer.status}")
    elif answer.status != 200:  # the browser says so too
        one.expected(f"status of {answer.status}")
    for how, width in (("wide", 1280), ("narrow", 360)):
        one.page.set_viewport_size({"width": width, "height": 800})
        kept(one, name, page, how)
        wrong += [f"{address} {how}: sideways {found}" for found in one.page.evaluate(SIDEWAYS)]
    if name.endswith("-en"):
        narrow = one.axe(without=("color-contrast",))  # the colours are those it had wide
        wrong += [f"{address} narrow: {found}" for found in narrow]
    one.page.set_viewport_size({"width": 1280, "height": 800})
    wrong += [f"{address} wide: {found}" for found in one.axe()]
    if name.endswith("-en") and lengthened(one.page):
        wrong += [f"{address} long names: {found}" for found in one.page.evaluate(SIDEWAYS)]
        one.page.set_viewport_size({"width": 360, "height": 800})
        wrong += [f"{address} long names, narrow: {found}" for found in one.page.evaluate(SIDEWAYS)]
    wrong += [f"{address}: {found}" for found in one.problems]
    one.problems.clear()
    return wrong


def kept(one: Tab, name: str, page: str, how: str) -> None:
    """A picture, where pictures are wanted."""
    if folder := os.environ.get("REVRISE_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        file = page.strip("/").replace("/", "_").replace("{", "").replace(":str}", "") or "home"
        one.page.screenshot(path=f"{folder}/{file}-{name}-{how}.png", full_page=True)
