"""ASVS 5.0, chapters 6, 7, 9 and 11: who somebody is, how it is kept, when it is over."""

import base64
import json
import time
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import text
from standardwebhooks import Webhook, WebhookVerificationError
from tests.asvs.conftest import ADA, Browser, Site
from tests.integration.server.conftest import NINA, WORD, Quick, put
from tests.support.api import Api

from revrise.adapters.identity.argon2 import Argon2Passwords
from revrise.core.errors import Invalid, RevRiseError
from revrise.core.identity.password_rules import LONGEST, SHORTEST, check_password
from revrise.core.identity.secret import session_credential
from revrise.core.people.person import Person
from revrise.services.identity.accounts import SetPassword
from revrise.services.identity.keyring import MakeKey

COOKIE = "__Host-revrise"
# What lists of leaked passwords begin with, and how people make them longer.
USED = (
    "password 123456 qwerty abc123 letmein monkey dragon iloveyou trustno1 sunshine princess "
    "welcome shadow master football baseball superman batman michael jordan charlie ninja mustang "
    "admin login passw0rd starwars freedom whatever hello computer internet samsung pokemon test "
    "secret summer winter access flower cheese default guest changeme administrator qwertyuiop "
    "asdfghjkl zxcvbnm 1q2w3e4r 1qaz2wsx 987654321 111111 000000 woaini nihao"
)
TAILS = "1 12 123 1234 12345 123456 ! !! 2023 2024 2025 2026 @123 #1 1! 123!"


def test_asvs_6_2_4_the_most_used_passwords_are_refused_however_they_are_stretched() -> None:
    tried = {
        form
        for word in USED.split()
        for tail in ["", *TAILS.split()]
        for form in (word + tail, word.title() + tail, word.upper() + tail, word * 2 + tail)
    }
    assert len(tried) >= 3_000
    let_in = []
    for password in tried:
        try:
            check_password(password)
        except Invalid:
            continue
        let_in.append(password)
    assert let_in == []
    check_password("four unrelated words stand here")
    assert (SHORTEST, LONGEST >= 64) == (12, True)


def test_asvs_6_3_1_guessing_closes_the_name_even_for_the_right_word(site: Site) -> None:
    mona = Person("mona", "Mona", "mona@example.org")
    put(site.app, mona)
    site.app.accounts.set_password(SetPassword("mona", WORD), site.app.actor())
    guesses = [_try(site, mona.email, f"guess number {n}") for n in range(5)]
    assert guesses == [422] * 5
    locked = site.browser().post("/login", data={"login": mona.email, "password": WORD})
    assert locked.status_code == 429
    unknown = [_try(site, "nobody@example.org", f"guess {n}") for n in range(6)]
    assert unknown == [422] * 5 + [429], "whoever is not there is locked alike"
    assert _try(site, ADA.email, WORD) == 303, "nobody else is shut out"


def _try(site: Site, login: Any, word: str) -> int:
    sent = {"login": login, "password": word}
    return int(site.browser().post("/login", data=sent).status_code)


def test_asvs_6_8_2_a_message_counts_only_with_the_right_signature(api: Api) -> None:
    """Ours to receivers of webhooks; and cursors, which come back to us."""
    secret = base64.b64encode(b"k" * 32).decode()
    body, at = '{"type":"deal.won"}', int(time.time())
    from datetime import UTC, datetime

    sign = Webhook(secret).sign("msg_1", datetime.fromtimestamp(at, UTC), body)
    good = {"webhook-id": "msg_1", "webhook-timestamp": str(at), "webhook-signature": sign}
    Webhook(secret).verify(body, good)
    for wrong in (
        {"webhook-signature": ""},
        {"webhook-signature": "none"},
        {"webhook-signature": "v1," + "A" * 44},
        {"webhook-id": "msg_2"},
        {"webhook-timestamp": str(at - 301)},
    ):
        with pytest.raises((WebhookVerificationError, ValueError)):
            Webhook(secret).verify(body, {**good, **wrong})
    token = api.ask("GET", "/v1/deals?limit=1", "per_owner").json()["next"]
    for n in range(0, len(token), 3):
        forged = token[:n] + ("A" if token[n] != "A" else "B") + token[n + 1 :]
        answer = api.ask("GET", f"/v1/deals?limit=1&cursor={forged}", "per_owner")
        assert answer.status == 422, (n, answer.text)


def test_asvs_7_2_4_a_session_is_new_at_every_log_in(site: Site) -> None:
    """What somebody planted in the browser before is worth nothing after."""
    planted = f"ses_{'0' * 32}.{'x' * 43}"
    browser = site.browser()
    browser.cookies[COOKIE] = planted
    browser.post("/login", data={"login": NINA.email, "password": WORD})
    first = browser.cookies[COOKIE]
    assert first != planted
    browser.post("/login", data={"login": NINA.email, "password": WORD})
    second = browser.cookies[COOKIE]
    assert second != first
    for dead in (planted, first):
        assert page(site, dead) == 303
    assert page(site, second) == 200


def page(site: Site, token: str) -> int:
    other = Browser(site.browser().client, {COOKIE: token})
    return int(other.get("/me/security").status_code)


def test_asvs_7_4_1_logging_out_ends_it_for_pages_and_the_api(site: Site) -> None:
    browser = site.logged_in()
    token = browser.cookies[COOKIE]
    csrf = session_credential(token).csrf
    assert browser.post("/logout", data={"_csrf": csrf}).status_code == 303
    assert COOKIE not in browser.cookies
    again = Browser(browser.client, {COOKIE: token})
    assert again.get("/v1/me").status_code == 401
    assert again.post("/v1/plans", json={}, headers={"X-CSRF-Token": csrf}).status_code == 401
    assert page(site, token) == 303


def test_asvs_7_4_2_who_is_deactivated_is_out_by_every_door_within_a_second(site: Site) -> None:
    olga = Person("olga", "Olga", "olga@example.org", roles=("manager",))
    put(site.app, olga)
    site.app.accounts.set_password(SetPassword("olga", WORD), site.app.actor())
    browsers = [site.logged_in(olga) for _ in range(2)]
    keys = [site.app.keyring.make_key(MakeKey(n), site.app.actor("olga")).token for n in "ab"]
    nobody = site.browser()
    assert {one.get("/inbox").status_code for one in browsers} == {200}
    assert {nobody.get("/v1/me", headers=_bearer(one)).status_code for one in keys} == {200}
    put(site.app, evolve(olga, active=False, version=2), expected=1)
    time.sleep(0.6)
    assert {one.get("/inbox").status_code for one in browsers} == {303}
    assert {nobody.get("/v1/me", headers=_bearer(one)).status_code for one in keys} == {401}
    assert _try(site, olga.email, WORD) == 422
    with pytest.raises(RevRiseError):
        site.app.keyring.make_key(MakeKey("c"), site.app.actor("olga"))


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _jwt(header: dict[str, str], claims: dict[str, Any], signature: str = "") -> str:
    def part(value: Any) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    return f"{part(header)}.{part(claims)}.{signature}"


def test_asvs_9_1_2_no_token_names_its_own_algorithm(site: Site) -> None:
    """Ours name none: whatever claims to be signed by `none`, `HS256` or `RS256` is nobody."""
    claims = {"sub": "ada", "roles": ["admin"], "exp": 4_102_444_800, "aud": "revrise"}
    nobody = site.browser()
    for algorithm in ("none", "None", "NONE", "HS256", "RS256", "ES256", ""):
        for signature in ("", "AAAA"):
            token = _jwt({"alg": algorithm, "typ": "JWT"}, claims, signature)
            assert nobody.get("/v1/me", headers=_bearer(token)).status_code == 401
            assert page(site, token) == 303


def test_asvs_9_2_3_a_token_opens_only_what_it_was_made_for(site: Site) -> None:
    browser = site.logged_in()
    session = browser.cookies[COOKIE]
    csrf = session_credential(session).csrf
    key = site.app.keyring.make_key(MakeKey("k"), site.app.actor("nina")).token
    invitation = site.app.accounts.invite("ada", site.app.actor()).token
    nobody = site.browser()
    for wrong in (session, csrf, invitation, key[:-1], key + "x", key.upper(), f"{key},{key}"):
        assert nobody.get("/v1/me", headers=_bearer(wrong)).status_code == 401, wrong[:8]
    for wrong in (key, csrf, invitation, session[:-1], session + "x", session.upper()):
        assert page(site, wrong) == 303, wrong[:8]
    for wrong in (key, csrf, session):
        assert nobody.get("/welcome", params={"token": wrong}).status_code == 404
    for scheme in ("Basic", "Token", "bearer" * 2, ""):
        sent = {"Authorization": f"{scheme} {key}"}
        assert nobody.get("/v1/me", headers=sent).status_code == 401, scheme
    # A header that is wrong is not helped by a cookie that is right.
    assert browser.get("/v1/me", headers=_bearer("x")).status_code == 401


def test_asvs_11_4_2_passwords_are_kept_by_argon2id_and_nothing_else_of_them(site: Site) -> None:
    hashed = Argon2Passwords().hash("a sentence of my own")
    kind, _, cost = hashed.split("$")[1:4]
    found = dict(part.split("=") for part in cost.split(","))
    assert kind == "argon2id"
    assert (int(found["m"]) >= 19 * 1024, int(found["t"]) >= 2) == (True, True)
    assert Argon2Passwords().hash("a sentence of my own") != hashed
    app: Quick = site.app
    with app.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM local_account")).mappings().all()
        keys = connection.execute(text("SELECT * FROM api_key")).mappings().all()
    assert rows
    for row in (*rows, *keys):
        assert WORD not in str(row)
        if row.get("password_hash"):
            assert row["password_hash"].startswith("$argon2id$")
    old = "$2b$12$abcdefghijklmnopqrstuv"
    assert not Argon2Passwords().verify("x", old)
