"""What somebody who means harm tries at the pages: texts that act, ids of others, odd paths."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from litestar.routes import HTTPRoute
from tests.support.api import Api, close, opened
from tests.support.aviary import Company
from tests.support.page_walk import addresses
from tests.support.swept_operations import FIXED, KINDS, hidden
from tests.support.visibility import PRINCIPALS

from revrise.apps.web.app import handlers
from revrise.apps.web.screens.exports.tables import COMPUTED
from revrise.services.auditing.refusals import AGAIN, FIRST
from revrise.services.exporting.lists import LISTS

ME, OWNER = "per_n1", "per_owner"
# Each would do something where it is not escaped.
ACTS = (
    "<script>alert(66601)</script>",
    '"><img src=x onerror=alert(66602)>',
    "'-alert(66603)-'{{66600+4}}",
    "javascript:alert(66605)",
)
EVIL = " ".join(ACTS)
LIVE = (
    re.compile(r"<script>alert\(66601"),
    re.compile(r"<img src=x onerror"),
    re.compile(r"=\s*\"[^\"]*'-alert\(66603"),
    re.compile(r"(href|src|action|formaction)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE),
    re.compile(r"\b66604\b"),
)
MARKDOWN = (
    f"{EVIL}\n\n[press](javascript:alert(66605)) [data](data:text/html,<script>1</script>)\n\n"
    "![x](https://elsewhere.example/x.png)\n\n<iframe src=//elsewhere.example></iframe>\n"
)
NAMES = {"session_id": "role_play_id", "meeting_id": "one_on_one_id", "hook_id": "webhook_id"}
_PART = re.compile(r"\{(\w+)(?::\w+)?\}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Api, Company]]:
    api = opened(tmp_path_factory.mktemp("outside") / "in" / "company")
    yield api, api.company
    close(api)


@pytest.fixture(scope="module")
def poisoned(site: Any) -> tuple[Api, list[str]]:
    """The company after a rep, a coach and enablement typed what they could; the pages of it."""
    api, _ = site
    deal = sent(api, ME, "/deals", name=EVIL[:190], next_step=EVIL[:190], product=EVIL[:190])
    vtt = (
        f"WEBVTT\n\n00:00.000 --> 00:04.000\n<v Nora>What is the budget? {EVIL.replace('<', '')}\n"
    )
    words = {"rep": ME, "title": EVIL, "consent": "all-party", "seller": EVIL}
    call = sent(api, ME, "/calls", files={"file": (f"../../{EVIL}.vtt", vtt)}, **words)
    sent(api, ME, f"{call}/comments", text=EVIL, at="0", token="t1")
    asset = sent(api, "per_enable", "/content", **ASSET)
    person = sent(
        api,
        "per_admin",
        "/admin/people",
        name=EVIL[:80],
        email="evil@example.org",
        version="0",
        roles="rep",
    )
    places = ["/", "/calls", "/pipeline", "/content", "/rewards", "/rewards/ledger", "/inbox"]
    places += ["/admin/people", "/admin/audit", "/search?q=alert", "/coaching", "/learning"]
    return api, [deal, call, asset, person, f"{deal}/move", *places]


ASSET = {
    "title": EVIL[:150],
    "kind": "battlecard",
    "language": "en",
    "body": MARKDOWN,
    "summary": EVIL,
    "expected": "0",
}


def test_texts_that_people_type_never_act(poisoned: Any) -> None:
    api, places = poisoned
    shown = 0
    for place in places:
        answer = api.ask("GET", place, OWNER)
        assert answer.status == 200, (place, answer.status)
        found = [one.pattern for one in LIVE if one.search(answer.text)]
        assert not found, (place, found)
        assert 'src="https://elsewhere' not in answer.text, place
        assert "<iframe" not in answer.text, place
        shown += "alert(66601)" in answer.text
    assert shown >= 5, "nothing that was typed is shown: the test looks at the wrong pages"


TYPED = [*ACTS, "%3Cscript%3E", "a" * 5_000, "\x00\x1b[31m", "', 1=1 --"]
NAMED = ("q", "next", "to", "back", "owner", "row", "state", "at", "cursor", "token", "kind")


@pytest.mark.parametrize("turn", [0, 1])
def test_what_is_asked_for_in_an_address_never_acts(site: Any, turn: int) -> None:
    """Every name of every page has one of the texts, in the next turn another."""
    api, _ = site
    for number, page in enumerate(addresses()):
        ids = {part: FIXED.get(part, "x") for part in _PART.findall(page)}
        path = _PART.sub(lambda found, ids=ids: ids[found[1]], page)
        start = number + turn * len(TYPED) // 2
        sent = {name: TYPED[(start + at) % len(TYPED)] for at, name in enumerate(NAMED)}
        answer = api.ask("GET", path, OWNER, params=sent)
        assert answer.status < 500, (page, answer.text[-1500:])
        assert not [one.pattern for one in LIVE if one.search(answer.text)], page


def seq(api: Api) -> int:
    """The number of the newest entry of the audit chain."""
    head = api.app.store.audit_head(api.app.settings.tenant)
    return head[0] if head else 0


def only_refusals(api: Api, before: int) -> bool:
    """Whether nothing came into the audit chain since then but that something was refused."""
    new = api.app.governance.audit_entries(api.app.actor(), 500)
    return {one.action for one in new if one.seq > before} <= {FIRST, AGAIN}


def test_no_form_changes_what_its_sender_may_not_see(site: Any) -> None:
    api, company = site
    who = next(one for one in PRINCIPALS if one.id == ME)
    api.key(ME)
    before, tried = seq(api), 0
    for path in forms():
        parts = _PART.findall(path)
        kind = NAMES.get(parts[0], parts[0]) if parts else ""
        thing = hidden(company, who, kind) if kind in KINDS else None
        if thing is None:
            continue
        step = "publish" if path.startswith("/content") else "accept"
        ids = {**{part: FIXED.get(part, step) for part in parts[1:]}, parts[0]: thing}
        address = _PART.sub(lambda found, ids=ids: ids[found[1]], path)
        answer = api.ask("POST", address, ME, data=EVERY_FIELD, follow_redirects=False)
        assert answer.status in (403, 404), (path, answer.status, answer.text[:300])
        tried += 1
    assert tried > 15
    assert only_refusals(api, before)


# Filled so that whoever may do it would do it.
EVERY_FIELD = {
    "action": "one-on-one", "active": "0", "agenda": "x", "at": "2026-05-01T09:00", "body": "x",
    "card": "x", "decision": "because", "due": "2026-12-01", "events": "*", "evidence": "pain",
    "expected": "1", "kind": "deck", "language": "en", "level": "3",
    "name": "mine now", "notes": "x", "password": "a-long-password",
    "people": "per_n1", "person": "per_s1", "reason": "because", "roles": "admin", "self": "1",
    "target": "4", "text": "x", "title": "x", "to": "Closing", "token": "t", "turn": "0",
    "url": "https://example.org/x", "version": "1",
}  # fmt: skip


def test_no_rep_does_what_is_an_administrator_s_or_a_coach_s(site: Any) -> None:
    api, _ = site
    api.key(ME)
    before = seq(api)
    theirs = [path for path in forms() if path.startswith(("/admin/people", "/admin/plugins"))]
    for path in [*theirs, "/coaching/plans", "/coaching/one-on-ones", "/content", "/rewards/run"]:
        ids = {"person_id": ME, "plugin_id": "csv", "link_id": "lnk_nobody"}
        address = _PART.sub(lambda found, ids=ids: ids[found[1]], path)
        answer = api.ask("POST", address, ME, data=EVERY_FIELD, follow_redirects=False)
        assert answer.status in (403, 404), (path, answer.status)
    assert only_refusals(api, before)


@pytest.mark.parametrize(
    "path",
    ["../pyproject.toml", "..%2f..%2fapp.py", "%2e%2e/%2e%2e/settings.py", "css/../../app.py",
     "/etc/passwd", "css%00.css", "....//....//app.py", "..\\..\\app.py"],
)  # fmt: skip
def test_static_files_are_those_of_the_web_app_alone(site: Any, path: str) -> None:
    answer = site[0].client.get(f"/static/x/{path}")
    assert answer.status_code in (400, 404)


def test_a_name_of_a_file_is_no_path(poisoned: Any) -> None:
    api, _ = poisoned
    folder = api.app.settings.folder
    outside = folder.parent.parent
    assert not [one for one in outside.rglob("*.vtt*") if "blobs" not in one.parts]
    assert not list(folder.rglob("*alert*"))


def test_no_cell_of_a_download_is_a_formula(site: Any) -> None:
    api, _ = site
    for person, name in (("evil1", "=HYPERLINK(1)"), ("evil2", "@SUM(1)"), ("evil3", "+1\t-2")):
        fields = {"name": name, "email": f"{person}@example.org", "version": "0", "roles": "rep"}
        sent(api, "per_admin", "/admin/people", **fields)
    for name in (*LISTS, *COMPUTED):
        answer = api.ask("GET", f"/exports/{name}.csv", OWNER)
        assert answer.status == 200
        assert answer.headers["content-type"].startswith("text/csv")
        assert re.fullmatch(
            r'attachment; filename="[\w.-]+"', answer.headers["content-disposition"]
        )
        cells = [cell for row in csv.reader(io.StringIO(answer.text)) for cell in row]
        assert not [cell for cell in cells if re.match(r"[=@\t\r]|[+-](?!\d)", cell)]


def test_a_calendar_file_holds_one_meeting_whatever_people_are_called(site: Any) -> None:
    api, _ = site
    name = "Nora\r\nATTENDEE:mailto:evil@example.org; \\n,BEGIN:VEVENT"
    fields = {"name": name, "email": "ics@example.org", "version": "0", "roles": "rep"}
    page = sent(api, "per_admin", "/admin/people", team_id="team_north", **fields)
    fields = {"at": "2027-05-03T09:00", "minutes": "30", "agenda": name}
    fields["person"] = page.rpartition("/")[2]
    meeting = sent(api, "per_lead", "/coaching/one-on-ones", **fields)
    answer = api.ask("GET", f"{meeting}/invite.ics", "per_lead")
    lines = answer.text.replace("\r\n ", "").split("\r\n")
    assert lines.count("BEGIN:VEVENT") == 1
    assert not [line for line in lines if line.startswith("ATTENDEE")]
    assert re.fullmatch(r'attachment; filename="[\w.-]+"', answer.headers["content-disposition"])


def sent(api: Api, sender: str, path: str, /, *, files: Any = None, **fields: str) -> str:
    """Sends a form as somebody; where that led."""
    answer = api.ask("POST", path, sender, data=fields, files=files, follow_redirects=False)
    assert answer.status == 303, (path, answer.status, re.findall(r'"err[^<]*', answer.text))
    return re.sub(r"[?#].*", "", answer.headers["location"])


def forms() -> list[str]:
    """Every address that takes a form, by reflection."""
    return sorted(
        route.path
        for router in handlers()
        for route in router.routes
        if isinstance(route, HTTPRoute)
        and any("POST" in handler.http_methods for handler in route.route_handlers)
    )
