"""Logging in and out by form: cookies, redirects, forged forms."""

import re
import time
from typing import Any

from tests.integration.server.conftest import WORD, deactivate, log_in

from revrise.core.identity.secret import session_credential


def csrf(client: Any) -> str:
    """The token a page would carry."""
    name = next(name for name in client.cookies if name in ("revrise_session", "__Host-revrise"))
    return session_credential(client.cookies[name]).csrf


def test_a_page_asks_to_log_in_and_leads_back(client: Any) -> None:
    asked = client.get("/", params={"week": "3"})
    assert asked.status_code == 303
    assert asked.headers["location"] == "/login?next=%2F%3Fweek%3D3"
    form = client.get(asked.headers["location"])
    assert form.status_code == 200
    assert 'value="/?week=3"' in form.text.replace("&amp;", "&")
    done = log_in(client, next="/?week=3")
    assert (done.status_code, done.headers["location"]) == (303, "/?week=3")
    assert client.get("/").status_code == 200


FOREIGN = (
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "\\\\x",
    "/ok\r\nSet-Cookie: a=b",
    "/login",
    "",
    "http:/x",
    "/%0d%0a/../..//x\x00",
)


def test_it_never_leads_to_another_site(client: Any) -> None:
    led = {foreign: log_in(client, next=foreign).headers["location"] for foreign in FOREIGN}
    assert led == dict.fromkeys(FOREIGN, "/")


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: Any) -> None:
    cookie = log_in(client).headers["set-cookie"]
    assert cookie.startswith("revrise_session=ses_")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_over_https_the_cookie_is_bound_to_the_host(make_app: Any, open_client: Any) -> None:
    secure = open_client(make_app(public_url="https://revrise.example.org"))
    cookie = log_in(secure).headers["set-cookie"]
    assert "max-age=31536000" in secure.get("/login").headers["strict-transport-security"]
    assert cookie.startswith("__Host-revrise=ses_")
    assert "Secure" in cookie
    assert "Domain" not in cookie


def test_a_wrong_password_shows_the_form_again_without_it(client: Any) -> None:
    wrong = log_in(client, "wrong password here")
    assert wrong.status_code == 422
    assert "wrong password here" not in wrong.text
    assert "set-cookie" not in wrong.headers
    assert 'role="alert"' in wrong.text


def test_too_many_failures_say_how_long_to_wait(client: Any) -> None:
    for _ in range(5):
        log_in(client, "wrong password here")
    locked = log_in(client)
    assert locked.status_code == 429
    assert int(locked.headers["retry-after"]) in range(1, 16)


def test_a_second_click_on_log_in_does_no_harm(client: Any) -> None:
    first, second = log_in(client), log_in(client)
    assert (first.status_code, second.status_code) == (303, 303)
    assert client.get("/").status_code == 200


def test_logging_out_ends_the_session_at_once(client: Any) -> None:
    log_in(client)
    kept = client.cookies["revrise_session"]
    assert client.get("/").status_code == 200
    done = client.post("/logout", data={"_csrf": csrf(client)})
    assert (done.status_code, done.headers["location"]) == (303, "/login")
    client.cookies.set("revrise_session", kept)
    assert client.get("/").status_code == 303


def test_a_form_without_the_session_s_token_changes_nothing(client: Any) -> None:
    log_in(client)
    for data in ({}, {"_csrf": ""}, {"_csrf": "x" * 64}, {"_csrf": "é"}):
        assert client.post("/logout", data=data).status_code == 403
    assert client.get("/").status_code == 200


def test_the_token_may_come_in_a_header_or_a_part_of_a_form(client: Any) -> None:
    log_in(client)
    assert client.post("/logout", files={"_csrf": (None, csrf(client))}).status_code == 303
    log_in(client)
    assert client.post("/logout", headers={"X-CSRF-Token": csrf(client)}).status_code == 303


def test_another_browser_s_token_is_not_taken(open_client: Any) -> None:
    mine, theirs = open_client(), open_client()
    log_in(mine)
    log_in(theirs)
    assert mine.post("/logout", data={"_csrf": csrf(theirs)}).status_code == 403


ELSEWHERE = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
)


def test_another_site_can_neither_log_in_nor_out(client: Any) -> None:
    form = {"login": "nina@example.org", "password": WORD}
    for headers in ELSEWHERE:
        assert client.post("/login", data=form, headers=headers).status_code == 403
    log_in(client)
    data = {"_csrf": csrf(client)}
    for headers in ELSEWHERE:
        assert client.post("/logout", data=data, headers=headers).status_code == 403


def test_whoever_is_deactivated_is_out_within_a_second(client: Any, app: Any) -> None:
    log_in(client)
    key = app.keyring.make_key(_key(), app.actor("nina")).token
    bearer = {"Authorization": f"Bearer {key}"}
    anybody = {"cookie": ""}
    assert client.get("/").status_code == 200
    assert client.get("/v1/me", headers=bearer).status_code == 200
    deactivate(app)
    time.sleep(1.0)
    assert client.get("/").status_code == 303
    assert client.get("/v1/me", headers=bearer | anybody).status_code == 401
    assert log_in(client).status_code == 422


def test_pages_carry_no_secret_but_their_own_form_token(client: Any) -> None:
    log_in(client)
    secret = client.cookies["revrise_session"].split(".")[1]
    page = client.get("/").text
    assert secret not in page
    assert "$argon2" not in page


def test_an_invitation_leads_to_a_password_and_in(client: Any, app: Any) -> None:
    token = app.accounts.invite("per_owner", app.actor()).token
    page = client.get("/welcome", params={"token": token})
    assert page.status_code == 200
    assert "Local owner" in page.text
    weak = client.post("/welcome", data={"token": token, "password": "password1234"})
    assert weak.status_code == 422
    done = client.post("/welcome", data={"token": token, "password": WORD})
    assert (done.status_code, done.headers["location"]) == (303, "/")
    assert client.get("/").status_code == 200
    assert client.get("/welcome", params={"token": token}).status_code == 404


def test_every_answer_says_who_may_keep_it(client: Any) -> None:
    log_in(client)
    for path in ("/", "/login", "/welcome"):
        assert re.search("no-store|private", client.get(path).headers["cache-control"])


def _key() -> Any:
    from revrise.services.identity.keyring import MakeKey

    return MakeKey("ci")
