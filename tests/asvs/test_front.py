"""ASVS 5.0, chapters 3, 4, 13, 14 and 16.5: what every answer carries, and what none tells."""

import re
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from tests.asvs.conftest import SITE, Site, routes
from tests.integration.server.conftest import WORD, Quick
from tests.support.api import Api, close, opened

from revrise.apps.assembly import RevRise
from revrise.apps.server.app import create
from revrise.apps.settings import Server

EVIL = "https://evil.example"
# Written so that a browser that follows them leaves the site.
ELSEWHERE = (
    EVIL, "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https:evil",
    "javascript:alert(1)", "data:text/html,x", "/%09/evil.example", "/\t/evil.example",
    "/\r\nLocation: //evil.example", "http://revrise.example.org@evil.example", "/.//evil.example",
)  # fmt: skip


def answers(site: Site) -> list[tuple[str, Any]]:
    """One of every kind: pages, parts, API, static, and each way of failing."""
    nobody, nina = site.browser(), site.logged_in()
    found = [
        *(
            (path, nobody.get(path))
            for path in ("/login", "/", "/static/x/no", "/v1/me", "/nothing")
        ),
        *((path, nina.get(path)) for path in ("/", "/inbox", "/v1/me", "/v1/nothing", "/nothing")),
        ("403", nina.post("/logout")),
        ("405", nina.request("PUT", "/login")),
        ("413", nobody.post("/login", data={"login": "x" * (11 << 20)})),
        ("415", nina.post("/v1/session", content=b"x")),
        ("422", nina.get("/v1/deals?limit=x")),
        ("400", nina.get("/v1/deals?stage=%ff")),
        ("health", nobody.get("/health/live")),
        ("static", nobody.get(_static(nobody))),
    ]
    assert {one.status_code for _, one in found} >= {
        200,
        303,
        400,
        401,
        403,
        404,
        405,
        413,
        415,
        422,
    }
    return found


def _static(browser: Any) -> str:
    found = re.search(r'href="(/static/[^"]+\.css)"', browser.get("/login").text)
    assert found
    return found[1]


def cookies(site: Site) -> list[str]:
    """Every cookie the site sets."""
    browser = site.browser()
    logged_in = browser.post("/login", data={"login": "nina@example.org", "password": WORD})
    found = [*logged_in.headers.get_list("set-cookie")]
    name = next(iter(browser.cookies))
    token = browser.cookies[name]
    fields = {"_csrf": csrf(site, token), "theme": "dark", "locale": "zh", "shown": "0"}
    for path in ("/me/theme", "/me/language", "/inbox/read", "/rewards/shown", "/logout"):
        found += browser.post(path, data=fields).headers.get_list("set-cookie")
    names = {one.partition("=")[0] for one in found}
    assert {name, "rr_theme", "rr_toast"} <= names, names
    return found


def csrf(site: Site, token: str) -> str:
    from revrise.core.identity.secret import session_credential

    del site
    return session_credential(token).csrf


def test_asvs_3_3_1_cookies_are_for_https_and_this_host_alone(site: Site) -> None:
    for cookie in cookies(site):
        parts = {part.strip().lower() for part in cookie.split(";")}
        assert {"secure", "path=/"} <= parts, cookie
        assert "domain=" not in cookie.lower()
        # Theme and language are for scripts too; nothing hangs on them.
        if not cookie.startswith(("rr_theme=", "rr_locale=")):
            assert "httponly" in parts, cookie
        if not cookie.startswith("rr_"):
            assert cookie.startswith("__Host-"), cookie


def test_asvs_3_3_2_cookies_stay_at_home(site: Site) -> None:
    for cookie in cookies(site):
        assert re.search(r"samesite=(lax|strict)", cookie, re.IGNORECASE), cookie


def test_asvs_3_4_1_every_answer_binds_browsers_to_https(site: Site) -> None:
    for where, answer in answers(site):
        found = answer.headers["strict-transport-security"]
        age = int(re.search(r"max-age=(\d+)", found)[1])  # type: ignore[index]
        assert age >= 31_536_000, where
        assert "includeSubDomains" in found, where


def test_asvs_3_4_2_no_other_site_reads_an_answer(site: Site) -> None:
    nina = site.logged_in()
    for origin in (EVIL, "null", f"{SITE}.evil.example", "https://revriseXexample.org", SITE):
        headers = {"Origin": origin, "Access-Control-Request-Method": "PATCH"}
        for path in ("/v1/me", "/", "/login", "/v1/deals"):
            for answer in (
                nina.get(path, headers=headers),
                nina.request("OPTIONS", path, headers=headers),
            ):
                named = [one for one in answer.headers if one.startswith("access-control-")]
                assert named == [], (origin, path, named)


def test_asvs_3_4_3_scripts_are_ours_and_a_page_s_nonce_is_new(site: Site) -> None:
    nonces = []
    for where, answer in answers(site):
        parts = answer.headers["content-security-policy"].split("; ")
        policy = {name: rest for name, _, rest in (part.partition(" ") for part in parts)}
        assert policy["default-src"] == "'none'", where
        assert policy.get("object-src", "'none'") == "'none'"
        assert policy["base-uri"] == policy["frame-ancestors"] == "'none'"
        assert policy["script-src"] == policy["form-action"] == "'self'"
        assert "unsafe" not in str(policy)
        nonces += re.findall(r"'nonce-([^']+)'", policy["style-src"])
    assert len(nonces) == len(set(nonces)) > 3
    assert all(len(one) >= 22 for one in nonces)


def test_asvs_3_4_4_no_answer_is_guessed_at(site: Site) -> None:
    for where, answer in answers(site):
        assert answer.headers["x-content-type-options"] == "nosniff", where
        if answer.content:
            assert answer.headers["content-type"], where


def test_asvs_3_5_1_no_route_that_changes_takes_a_form_of_another_site(site: Site) -> None:
    """By reflection: pages, API, everything; with a session and without its token."""
    nina, tenant = site.logged_in(), site.app.settings.tenant
    before = site.app.store.audit_head(tenant)
    tried = 0
    for method, path in routes(create(site.app)):
        if method in ("GET", "HEAD", "OPTIONS", "TRACE"):
            continue
        tried += 1
        for headers in ({}, {"X-CSRF-Token": "x" * 43}, {"Sec-Fetch-Site": "cross-site"}):
            answer = nina.request(method, path, headers=headers, data={"_csrf": "x"})
            # Who comes to log in has no token yet: there a browser's own word counts.
            own = "Sec-Fetch-Site" not in headers
            public = own and path.startswith(("/login", "/welcome", "/v1/session"))
            # A directory shows its token, a source of calls signs: no cookie that a form rides on.
            apart = path.startswith(("/scim/", "/v1/intake/")) and answer.status_code == 401
            # Who holds a link that asks for consent has the secret that a forger lacks.
            secret = path.startswith("/consent/") and answer.status_code == 404
            refused = answer.status_code == 403 or apart or secret
            assert refused or public, (method, path, answer.status_code)
    assert tried > 120
    seen = site.app.governance.audit_entries(site.app.actor(), 50)
    new = [one.action for one in seen if before and one.seq > before[0]]
    assert set(new) <= {"session.refused"}


def test_asvs_3_7_2_every_way_back_is_one_on_this_site(site: Site) -> None:
    nina = site.logged_in()
    token = csrf(site, nina.cookies["__Host-revrise"])
    for there in ELSEWHERE:
        asked = {"login": "nina@example.org", "password": WORD, "next": there}
        led = [
            site.browser().post("/login", data=asked),
            nina.get("/login", params={"next": there}),
        ]
        fields = {"_csrf": token, "back": there, "next": there, "to": there}
        led += [
            nina.post(path, data=fields) for path in ("/inbox/read", "/me/locale", "/rewards/shown")
        ]
        for answer in led:
            at = answer.headers.get("location", "/")
            assert re.match(r"/(?![/\\\s])", at), (there, at)
            assert "\t" not in at
            assert urljoin(f"{SITE}/", at.replace("\\", "/")).startswith(f"{SITE}/"), (there, at)


CLAIMS = {
    "X-Forwarded-For": "10.0.0.1", "X-Real-IP": "10.0.0.1", "Forwarded": "for=10.0.0.1;host=evil",
    "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http", "X-Forwarded-Prefix": "/evil",
    "X-Original-URL": "/v1/people", "X-Rewrite-URL": "/v1/people",
    "X-HTTP-Method-Override": "DELETE", "X-Remote-User": "per_owner",
    "X-Forwarded-User": "per_owner", "Host": "evil.example",
}  # fmt: skip


def test_asvs_4_1_3_what_headers_claim_counts_for_nothing(site: Site, api: Api) -> None:
    for name, value in CLAIMS.items():
        page = site.browser().get("/", headers={name: value})
        assert page.status_code == 303
        assert page.headers["location"].startswith("/login"), name
        for path in ("/login", "/nothing"):
            assert "evil" not in site.browser().get(path, headers={name: value}).text
        assert api.ask("GET", "/v1/me", headers={name: value}).status == 401
        plain = api.ask("GET", "/v1/me", "per_n1", headers={name: value})
        assert (plain.status, plain.json()["person_id"]) == (200, "per_n1"), name
    linked = api.ask("GET", "/v1/deals?limit=1", "per_owner", headers={"Host": "evil.example"})
    assert linked.headers["link"].startswith("</v1/deals?")


def test_asvs_13_4_5_documentation_and_monitoring_are_not_open(site: Site, tmp_path: Path) -> None:
    nobody = site.browser()
    for path in ("/docs", "/openapi.json", "/metrics", "/schema", "/schema/openapi.json", "/_ui",
                 "/redoc", "/swagger", "/admin", "/debug", "/.git/config", "/.env"):  # fmt: skip
        answer = nobody.get(path)
        assert answer.status_code in (303, 401, 404), (path, answer.status_code)
        assert "openapi" not in answer.text.replace(path, "")
    for path in ("/health/ready", "/health/live", "/health/plugins"):
        assert set(nobody.get(path).json()) == {"status"}, path
    assert set(site.logged_in().get("/health/ready").json()) == {"status", "checks"}
    api = opened(tmp_path, server=Server(metrics_token="scraped-by-whom-we-know"))
    bearer = {"Authorization": "Bearer scraped-by-whom-we-know"}
    assert api.client.get("/metrics", headers=bearer).status_code == 200
    assert "checks" in api.client.get("/health/ready", headers=bearer).json()
    assert api.client.get("/metrics", headers={"Authorization": "Bearer no"}).status_code == 401
    close(api)


def test_asvs_14_3_2_nothing_of_a_person_is_kept_on_the_way(site: Site, api: Api) -> None:
    nina = site.logged_in()
    for path in ("/", "/inbox", "/me/security", "/v1/me", "/v1/people", "/login", "/nothing"):
        assert "no-store" in nina.get(path).headers["cache-control"], path
    for path in ("/v1/deals?format=csv", "/exports/deals.xlsx", "/openapi.json", "/v1/deals"):
        assert "no-store" in api.ask("GET", path, "per_owner").headers["cache-control"], path
    kept = nina.get(_static(site.browser())).headers
    assert "no-store" not in kept["cache-control"]


class _Broken(Quick):
    """With services that break."""

    @cached_property
    def pipeline(self) -> Any:
        raise RuntimeError(f"hunter2 in {__file__}")

    @cached_property
    def reward_pages(self) -> Any:
        raise ValueError("SELECT password FROM local_account")


def test_asvs_16_5_1_a_failure_tells_nothing_of_the_inside(tmp_path: Path) -> None:
    kind: type[RevRise] = _Broken
    broken = opened(tmp_path, kind=kind)
    for path in ("/v1/pipeline", "/rewards/ledger", "/rewards"):
        answer = broken.ask("GET", path, "per_owner")
        assert answer.status == 500, path
        for inside in ("hunter2", "SELECT", "Traceback", "RuntimeError", ".py", str(tmp_path)):
            assert inside not in answer.text, (path, inside)
        assert "urn:request:" in answer.text or re.search(r"[0-9a-f]{32}", answer.text)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "no-store" in answer.headers["cache-control"]
    close(broken)
