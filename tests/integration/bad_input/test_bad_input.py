"""What nobody sends by mistake, at one server: always 4xx, never 5xx, and nothing is changed."""

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from tests.support.api import Api, close, opened
from tests.support.aviary import Company
from tests.support.page_walk import addresses
from tests.support.swept_operations import KINDS, body, hidden
from tests.support.visibility import PRINCIPALS

from revrise.apps.api.handlers import operations
from revrise.core.deals.deal import Deal

OWNER, REP = "per_owner", "per_n1"
WHO = {one.id: one for one in PRINCIPALS}
ANY = {"If-Match": "*"}
JSON = {"Content-Type": "application/json"}
_PART = re.compile(r"\{(\w+)(?::\w+)?\}")
IDS = (
    "' OR 1=1 --", "../../etc/passwd", "..\\..\\x", "%00", "\r\nSet-Cookie: a=b", "${jndi:ldap://x}",
    "{{7*7}}", "<script>", "0", "-1", "null", "undefined", "true", "NaN", "[object Object]", "*",
    "per_owner' AND '1", "deal_" + "0" * 200, "💥", "ﬁ", "\u202e", "a" * 4_000, "%2e%2e",
    "01a2210b-1111-7000-8000-000000000000", "deal:advance", "x:y:z", ":", "%", "a/b",
    "a%2fb", "?", "#",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Api, Company]]:
    api = opened(tmp_path_factory.mktemp("bad") / "data")
    yield api, api.company
    close(api)


@pytest.fixture(autouse=True)
def unchanged(site: Any) -> Iterator[None]:
    """No test of this file changes anything but by what it may."""
    api, _ = site
    before = _head(api)
    yield
    seen = api.app.governance.audit_entries(api.app.actor(), 200)
    new = {one.action for one in seen if one.seq > before}
    quiet = ("session.refused", "export.made", "api_key.made")
    assert not [one for one in new if one not in quiet and not one.startswith("access.")], new


def _head(api: Api) -> int:
    found = api.app.store.audit_head(api.app.settings.tenant)
    return found[0] if found else 0


def test_forged_ids_are_ids_of_nothing_at_every_operation_and_page(site: Any) -> None:
    api, company = site
    paths = [(one.method, one.path, body(one, company, WHO[OWNER])) for one in operations()]
    paths += [("GET", page, None) for page in addresses() if page != "/docs/{name:str}"]
    tried = 0
    for number, (method, path, sent) in enumerate(path for path in paths if "{" in path[1]):
        for text in (IDS[number % len(IDS)], IDS[(number * 7 + 3) % len(IDS)]):
            address = _PART.sub(quote(text, safe=""), path)
            more: dict[str, Any] = {} if sent is None else {"json": sent}
            answer = api.ask(method, address, OWNER, headers=ANY, follow_redirects=False, **more)
            assert 400 <= answer.status < 500 or answer.status == 303, (method, path, text)
            tried += 1
    assert tried > 200


def test_ids_of_others_change_nothing_at_every_operation(site: Any) -> None:
    """404 for what is hidden, the same bytes as for what is missing, whatever the method."""
    api, company = site
    tried = 0
    for one in operations():
        if one.method == "GET" or not one.parts or one.parts[0] not in KINDS:
            continue
        thing = hidden(company, WHO[REP], one.parts[0])
        if thing is None or one.takes:
            continue
        none = "y" * len(thing)
        sent = body(one, company, WHO[REP])
        more: dict[str, Any] = {} if sent is None else {"json": sent}
        head, rest = one.path.replace(f"{{{one.parts[0]}}}", "\0", 1).split("\0")
        tail = _PART.sub("nothing", rest)
        answers = [
            api.ask(one.method, f"{head}{each}{tail}", REP, headers=ANY, **more)
            for each in (thing, none)
        ]
        assert answers[0].status in (403, 404, 422), (one.id, answers[0].text)
        assert answers[0].status == answers[1].status, one.id
        assert answers[0].text.replace(thing, none) == answers[1].text, one.id
        tried += 1
    assert tried > 20


def test_hidden_columns_are_refused_as_filter_order_and_field_never_ignored(site: Any) -> None:
    api, _ = site
    tried = 0
    for one in operations():
        if one.listing is None:
            continue
        for asked in ("sort=digest", "sort=-tenant_id", "fields=tenant_id", "digest=x", "group=x",
                      "tenant_id=local", "fields=", "sort=id;drop", "id.gte=x", "order_by=id",
                      "as_user=per_boss", "user_id=me", "limit=-1", "cursor=%00"):  # fmt: skip
            answer = api.ask("GET", f"{one.path}?{asked}", OWNER)
            assert answer.status in (400, 403, 422), (one.path, asked, answer.status)
            tried += 1
    assert tried > 400
    for asked in ("phone=1", "fields=phone"):
        assert api.ask("GET", f"/v1/cards?{asked}", "per_coach").status in (403, 422), asked


HOSTILE = {
    "deep array": b"[" * 100_000,
    "deep object": b'{"a":' * 50_000,
    "twice": b'{"name":"a","name":"b"}',
    "NaN": b'{"name":NaN}',
    "infinity": b'{"name":-Infinity}',
    "bad UTF-8": b'{"name":"\xc3\x28"}',
    "half a character": b'{"name":"\\udc00"}',
    "huge integer": b'{"name":' + b"9" * 20_000 + b"}",
    "huge exponent": b'{"name":1e999999999}',
    "trailing": b'{"name":"a"} {"name":"b"}',
    "comment": b'{"name":"a"/**/}',
    "BOM": b'\xef\xbb\xbf{"name":1}',
    "UTF-32": '{"name":"a"}'.encode("utf-32"),
    "prototype": b'{"__proto__":{"admin":true},"constructor":{}}',
    "null": b"null",
    "a text": b'"x"',
    "NUL": b'{"name":"\\u0000"}',
    "a billion keys": b"{" + b",".join(b'"k%d":1' % n for n in range(50_000)) + b"}",
}


@pytest.mark.parametrize("sent", HOSTILE.values(), ids=HOSTILE)
def test_hostile_json_is_refused_by_every_operation(site: Any, sent: bytes) -> None:
    api, _ = site
    for one in operations():
        if one.body is None or one.parts:
            continue
        answer = api.ask(one.method, one.path, OWNER, content=sent, headers={**JSON, **ANY})
        assert answer.status in (400, 413, 422), (one.id, answer.status, answer.text[:300])
        assert answer.headers["content-type"] == "application/problem+json"
    answer = api.client.post("/v1/session", content=sent, headers=JSON)
    assert answer.status_code in (400, 401, 413, 422)


def test_a_parameter_given_twice_is_refused_or_both_count(site: Any) -> None:
    api, company = site
    for twice in ("limit=1&limit=2", "sort=id&sort=name", "fields=id&fields=name",
                  "cursor=a&cursor=b", "format=json&format=csv"):  # fmt: skip
        assert api.ask("GET", f"/v1/deals?{twice}", OWNER).status == 422, twice
    other = next(one for one in company.of(Deal) if one.owner_id != REP)
    both = f"/v1/deals?owner_id={REP}&owner_id={other.owner_id}"
    found = {item["owner_id"] for item in api.ask("GET", both, REP).json()["items"]}
    assert found == {REP}, "who is not seen is not seen by asking for somebody beside them"
    form = "login=a&login=b&password=x&password=y&next=/&next=//evil.example"
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert api.client.post("/login", content=form, headers=kind).status_code in (400, 422)


def test_headers_do_not_split_and_names_do_not_reach_them(site: Any) -> None:
    api, _ = site
    evil = "x\r\nSet-Cookie: evil=1\r\n\r\n<script>"
    for path in (f"/login?next={quote(evil)}", f"/v1/deals?stage={quote(evil)}",
                 f"/exports/{quote(evil, safe='')}.csv", f"/problems/{quote(evil, safe='')}",
                 f"/v1/deals/{quote(evil, safe='')}",
                 f"/static/{quote(evil, safe='')}/x"):  # fmt: skip
        answer = api.ask("GET", path, OWNER, follow_redirects=False)
        assert answer.status < 500, path
        assert "evil=1" not in answer.headers.get("set-cookie", "")
        assert not [v for v in answer.headers.values() if "\n" in v or "\r" in v]


CLIMBING = (
    "/static/x/../../app.py", "/static/x/..%2f..%2fapp.py", "/static/x/%2e%2e/%2e%2e/app.py",
    "/static/x//etc/passwd", "/static//etc/passwd", "/static/x/..%5c..%5capp.py",
    "/static/x/%00.css",
    "/static/x/css/%252e%252e/app.py", "/exports/..%2f..%2fdata.csv", "/docs/..%2fsecurity",
    "//evil.example/%2e%2e", "/./admin/../../etc/passwd", "/static/x/C:%5cx",
    "/static/x/file:%2f%2f",
)  # fmt: skip


@pytest.mark.parametrize("path", CLIMBING)
def test_no_path_climbs(site: Any, path: str) -> None:
    """CVE-2024-32982: static files are those of the app."""
    api, _ = site
    answer = api.ask("GET", path, OWNER, follow_redirects=False)
    assert answer.status in (303, 307, 400, 404), (path, answer.status)
    assert "root:" not in answer.text
    assert "import" not in answer.text.partition("<body")[0]


def test_hosts_that_only_look_like_ours_are_not(site: Any) -> None:
    """CVE-2026-25478, 25479, PYSEC-2026-2603: patterns of origins and hosts, X-Forwarded-Host."""
    api, _ = site
    for host in (
        "evil.example",
        "testserverXevil.example",
        "testserver.evil.example",
        "a@b",
        "[::1",
    ):
        for name in ("Host", "X-Forwarded-Host", "Origin", "Referer"):
            value = host if "ost" in name else f"https://{host}"
            answer = api.client.get("/login", headers={name: value})
            assert answer.status_code in (200, 400), (name, host)
            assert "evil" not in answer.text
            assert "access-control-allow-origin" not in answer.headers


def test_a_form_of_a_foreign_site_is_refused_whatever_it_calls_itself(site: Any) -> None:
    api, _ = site
    for headers in (
        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "SAME-ORIGIN"}, {"Origin": "null"},
        {"Sec-Fetch-Site": "same-origin, cross-site"}, {"Origin": "http://testserver.evil.example"},
        {"Origin": "http://testserver@evil.example"}, {"Origin": "x"},
    ):  # fmt: skip
        sent = {"login": "a@example.org", "password": "x" * 12}
        assert api.client.post("/login", data=sent, headers=headers).status_code == 403, headers


def test_what_a_form_token_says_is_never_part_of_a_page(site: Any) -> None:
    """CVE-2026-48060: a token from a cookie or a field comes back escaped or not at all."""
    api, _ = site
    evil = '"><script>alert(1)</script>'
    jar = {
        "Cookie": f"csrftoken={evil}; _csrf={evil}; rr_theme={evil}; rr_locale={evil}; rr_toast=x"
    }
    for path in ("/login", "/nothing", "/welcome?token=" + quote(evil)):
        assert "<script>alert" not in api.client.get(path, headers=jar).text
    sent = {"_csrf": evil, "login": evil, "password": evil, "next": evil}
    assert "<script>alert" not in api.client.post("/login", data=sent).text


def test_nobody_gets_another_s_answer_out_of_a_cache(site: Any) -> None:
    """CVE-2026-25480: names that fold to one another are not one key."""
    api, _ = site
    for path in ("/v1/me", "/v1/me?", "/V1/me", "/v1//me", "/v1/me/"):
        first, second = (api.ask("GET", path, who).text for who in (OWNER, REP))
        assert REP not in first
        assert "per_owner" not in second.replace('"instance"', "")
    for name in ("key-1", "KEY-1", "key-１"):
        sent = {"person_id": "nobody", "competency_id": "discovery"}
        headers = {"Idempotency-Key": quote(name)}
        answer = api.ask("POST", "/v1/plans", REP, json=sent, headers=headers)
        assert answer.status in (403, 404, 409, 422), answer.text


def test_a_limit_is_not_escaped_by_claiming_addresses(site: Any) -> None:
    """CVE-2025-59152; see test_limits for the counting itself."""
    from revrise.apps.server.proxy import address

    headers = {"x-forwarded-for": "10.0.0.1, 10.0.0.2", "x-real-ip": "10.0.0.3"}
    claimed: Any = SimpleNamespace(client=SimpleNamespace(host="203.0.113.9"), headers=headers)
    assert address(claimed, 0) == "203.0.113.9"
    assert address(claimed, 1) == "10.0.0.2"
