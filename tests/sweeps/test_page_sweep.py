"""Every page as every kind of person, about what is not theirs: nothing in it is somebody else's.

What they get of what is theirs, and the status of every route: `test_web_matrix.py`.

`tests/support/visibility.py` says independently of the policy who may see which cell.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve
from tests.support.api import Api, Said, close, opened
from tests.support.aviary import Canary, Company
from tests.support.page_walk import addresses
from tests.support.swept_operations import FIXED, KINDS, hidden
from tests.support.visibility import PRINCIPALS, Principal

WORD, NUMBER = re.compile(r"ZQ[0-9A-Z]{4}"), re.compile(r"\d[\d,]{6,}")
# What stands there is no figure of anybody: ids, drawings, tokens.
NO_FIGURES = re.compile(r'(id|href|action|value|d|points|src|content|name|for)="[^"]*"')
MISSING = "missing_ZQZZZZ"
FACTOR = "second_factor.secret"
# What parts of addresses are called where the API says otherwise.
NAMES = {
    "session_id": "role_play_id",
    "meeting_id": "one_on_one_id",
    "hook_id": "webhook_id",
    "arrival_id": "call_arrival_id",
    "source_id": "intake_source_id",
    "competency_id": "competency_id",
}
FILLED = FIXED | {
    "assignment_id": "blind_nobody",
    "stage": "Proposal",
    "file": "ledger.csv",
    "token": "none",
    "trail": "audit.jsonl",
    "purpose": "hold",
    "report": "retention-due",
    "rubric_id": "discovery",
    "made": "retention-due.csv",
}
TRAIL = ("/admin/audit", "/admin/audit/{trail:str}")
PART = re.compile(r"\{(\w+)(?::\w+)?\}")
# Who gets which pages, of things on them that they may see. Others are told 403 or, where they
# may not even know of the thing, 404. Every page stands here, so that a new one is thought about.
ALL = ("rep", "coach", "manager", "enablement", "admin", "owner")
WORKERS = ("rep", "coach", "manager", "enablement", "owner")
SELLERS = ("rep", "coach", "manager", "owner")
CLOSERS = ("rep", "manager", "owner")
COACHES = ("coach", "manager", "owner")
WRITERS = ("enablement", "owner")
ADMINS = ("admin", "owner")
GETS: dict[tuple[str, ...], tuple[str, ...]] = {
    ALL: (
        "/", "/access", "/admin/jobs", "/admin/jobs/{job_id:str}", "/coaching/trackers",
        "/coaching/detectors", "/coaching/trackers/history", "/docs", "/inbox",
        "/inbox/settings", "/me/privacy", "/me/security", "/more", "/search",
    ),
    WORKERS: (
        "/analytics", "/analytics/credit", "/coaching",
        "/coaching/one-on-ones", "/coaching/people/{person_id:str}/{competency_id:str}",
        "/coaching/plans", "/coaching/rubrics", "/coaching/rubrics/{rubric_id:str}",
        "/coaching/rubrics/{rubric_id:str}/versions",
        "/content", "/content/{asset_id:str}", "/learning",
        "/learning/{course_id:str}", "/learning/{course_id:str}/lessons/{lesson_id:str}",
        "/practice", "/rewards", "/rewards/ledger", "/rewards/rules", "/exports/{file:str}",
    ),
    SELLERS: (
        "/coaching/conversations",
        "/calls", "/calls/inbox", "/calls/inbox/{arrival_id:str}", "/calls/new",
        "/calls/search", "/calls/{call_id:str}", "/clips", "/clips/{clip_id:str}",
        "/calls/{call_id:str}/speakers",
        "/coaching/plans/{plan_id:str}",
        "/consents",
        "/coaching/one-on-ones/{meeting_id:str}",
        "/coaching/one-on-ones/{meeting_id:str}/invite.ics", "/deals/{deal_id:str}",
        "/deals/{deal_id:str}/move", "/pipeline", "/pipeline/stages/{stage:str}",
        "/practice/{session_id:str}",
    ),
    COACHES: (
        "/calls/{call_id:str}/score", "/coaching/one-on-ones/new", "/coaching/reviews",
        "/coaching/plans/{plan_id:str}/adjust", "/coaching/rubrics/{rubric_id:str}/try",
    ),
    CLOSERS: ("/deals/new",),
    WRITERS: (
        "/content/new", "/content/review", "/content/{asset_id:str}/revise", "/learning/new",
        "/learning/{course_id:str}/edit", "/rewards/run", "/coaching/rubrics/{rubric_id:str}/edit",
    ),
    ADMINS: (
        "/admin/audit/{trail:str}", "/admin/reports", "/admin/reports/{report:str}",
        "/admin/reports/files/{made:str}",
        "/admin", "/admin/access", "/admin/audit", "/admin/people", "/admin/people/new",
        "/admin/people/{person_id:str}", "/admin/plugins", "/admin/plugins/{plugin_id:str}",
        "/admin/policy", "/admin/policy/edit", "/admin/policy/history", "/admin/policy/preview",
        "/admin/privacy", "/admin/privacy/new/{purpose:str}",
        "/admin/consents",
        "/admin/intake",
        "/admin/provisioning",
        "/admin/vault",
    ),
    ("manager", "owner"): ("/coaching/assignments", "/calls/{call_id:str}/assign"),
    ("enablement", "admin", "owner"): ("/coaching/trackers/edit", "/content/rules"),
    ("manager", "enablement", "admin", "owner"): (
        "/admin/webhooks", "/admin/webhooks/{hook_id:str}",
    ),
    # For who is not logged in, or about what this company has not: a recording, a sure finding.
    (): (
        "/coaching/assignments/{assignment_id:str}",
        "/_ui", "/analytics/behaviour", "/calls/{call_id:str}/peaks",
        "/calls/uploads/{upload_id:str}", "/clips/{clip_id:str}/sound", "/docs/{name:str}",
        "/consent/{token:str}",
        "/login", "/login/code", "/login/enrol", "/login/oidc", "/login/oidc/callback",
        "/me/factor", "/me/privacy/exports/{export_id:str}", "/welcome",
    ),
}  # fmt: skip
# Of every role somebody who has something on every page.
FULL = {"per_n1", "per_lead", "per_coach", "per_enable", "per_admin", "per_owner"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Api, Company]]:
    """The company; reading changes nothing, so everybody reads the same one."""
    api = opened(tmp_path_factory.mktemp("company"))
    yield api, api.company
    close(api)


@pytest.mark.parametrize("who", PRINCIPALS, ids=lambda who: who.id)
def test_nobody_gets_a_word_or_an_amount_that_is_not_theirs(site: Any, who: Principal) -> None:
    api, company = site
    for page in addresses():
        for ids in ways(page, company, who):
            answer = read(api, page, ids, who)
            assert answer.status < 500, (page, ids, answer.text[-2000:])
            unseen(company, who, page, answer, ids)


def test_every_page_is_in_the_table() -> None:
    told = [page for pages in GETS.values() for page in pages]
    assert sorted(told) == sorted(addresses())


def test_a_hidden_thing_answers_like_a_missing_one(site: Any) -> None:
    api, company = site
    for who in PRINCIPALS:
        for page in addresses():
            parts = PART.findall(page)
            if not parts or (kind := NAMES.get(parts[0], parts[0])) not in KINDS:
                continue
            thing = hidden(company, who, kind)
            if thing is None:
                continue
            rest = {part: FILLED.get(part, MISSING) for part in parts[1:]}
            first = read(api, page, {**rest, parts[0]: thing}, who)
            second = read(api, page, {**rest, parts[0]: MISSING}, who)
            assert first.status in (403, 404), (page, who.id, first.status)
            assert bare(first, thing) == bare(second, MISSING), (page, who.id)


def test_who_is_nobody_is_sent_to_the_door(site: Any) -> None:
    api, _ = site
    for page in addresses():
        answer = read(api, page, dict.fromkeys(PART.findall(page), MISSING), None)
        if page.startswith("/login/oidc"):
            assert answer.status == 404, page  # no provider is set
        elif page.startswith("/consent/"):
            assert answer.status == 404, page  # open to who holds a link
        elif page not in ("/login", "/welcome"):
            assert answer.status == 303, (page, answer.status)
            assert answer.headers["location"].startswith("/login"), page


def ways(page: str, company: Company, who: Principal) -> Iterator[dict[str, str]]:
    """The ids a page is asked with: somebody else's, none at all."""
    parts = PART.findall(page)
    if not parts:
        return
    first, *others = parts
    rest = {part: FILLED.get(part, MISSING) for part in others}
    kind = NAMES.get(first, first)
    if kind not in KINDS:
        return
    things = {hidden(company, who, kind), MISSING}
    if kind == "person_id":
        things |= {"per_n1", "per_s1"}
    for thing in sorted(one for one in things if one):
        yield {first: thing, **rest}


def read(api: Api, page: str, ids: dict[str, str], who: Principal | None) -> Said:
    """A page, with something to look for where it looks for something."""
    address = PART.sub(lambda found: ids[found[1]], page)
    query = {"/search": "?q=ZQ", "/admin/policy": "?resource=deal&action=read"}.get(page, "")
    return api.ask("GET", address + query, who.id if who else None, follow_redirects=False)


# A score names its call and a use its deal, by an id that tells nothing else of them.
_NAMES = {"call.id": "assessment", "deal.id": "asset_use"}


def _named(canary: Canary) -> Canary:
    return evolve(canary, cell=_NAMES.get(canary.cell, canary.cell))


def unseen(company: Company, who: Principal, page: str, answer: Said, ids: dict[str, str]) -> None:
    """No canary in the answer that is not for them, but what they gave themselves."""
    text = answer.text
    for given in ids.values():
        text = text.replace(given, "")
    words = {word: company.aviary.words.get(word) for word in WORD.findall(text)}
    told = {word: one for word, one in words.items() if one and not who.sees(_named(one))}
    if page in TRAIL:  # who reads the trail sees what every entry is about: an id, never a name
        told = {word: one for word, one in told.items() if not one.cell.endswith(".id")}
    if page == "/me/factor":  # who sets their factor up is told its secret, and nobody else
        told = {w: one for w, one in told.items() if (one.cell, one.person) != (FACTOR, who.id)}
    assert not told, (page, ids, list(told.items())[:3])
    numbers = {int(found.replace(",", "")) for found in NUMBER.findall(NO_FIGURES.sub("", text))}
    amounts = company.aviary.amounts
    counted = [
        canary
        for number in numbers
        for amount in (number, number / 100)
        if (canary := amounts.get(amount)) and not who.sees(canary)
    ]  # fmt: skip
    assert not counted, (page, ids, counted[:3])


def bare(answer: Said, thing: str) -> tuple[int, str]:
    """What an answer says but for the id asked for and what is new in every answer."""
    text = re.sub(r'nonce="[^"]*"|urn:request:\w+|[0-9a-f]{16,}', "", answer.text)
    return answer.status, text.replace(thing, "<id>")
