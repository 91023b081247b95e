"""Sessions and keys over the API."""

import time
from typing import Any

import pyotp
import pytest
from tests.integration.server.conftest import WORD, deactivate

from revrise.services.identity.accounts import SetPassword
from revrise.services.identity.keyring import MakeKey

LOGIN = {"login": "nina@example.org", "password": WORD}


@pytest.fixture
def bearer(app: Any) -> dict[str, str]:
    """Nina's key that may everything she may."""
    made = app.keyring.make_key(MakeKey("ci", read_only=False), app.actor("nina"))
    return {"Authorization": f"Bearer {made.token}"}


def test_a_session_is_opened_used_and_closed(client: Any) -> None:
    made = client.post("/v1/session", json=LOGIN)
    assert made.status_code == 201
    token = {"X-CSRF-Token": made.json()["csrf"]}
    me = client.get("/v1/me").json()
    assert (me["person_id"], me["via"], me["roles"]) == ("nina", "session", ["manager"])
    assert client.post("/v1/keys", json={"name": "x"}).status_code == 403
    assert client.post("/v1/keys", json={"name": "x"}, headers=token).status_code == 201
    assert client.delete("/v1/session", headers=token).status_code == 204
    assert client.get("/v1/me").status_code == 401


WRONG = (
    (LOGIN | {"login": "nobody"}, 401),
    (LOGIN | {"password": "wrong"}, 401),
    (LOGIN | {"extra": 1}, 422),
    ({"login": "x"}, 422),
    (LOGIN | {"password": "x" * 5_000}, 413),
    ([], 422),
)


def test_what_does_not_open_a_session(client: Any) -> None:
    for body, status in WRONG:
        answer = client.post("/v1/session", json=body)
        assert answer.status_code == status, body
        assert answer.headers["content-type"].startswith("application/problem+json")
        assert "set-cookie" not in answer.headers


def test_nobody_and_a_wrong_name_get_the_same_bytes(client: Any) -> None:
    said = set()
    for login in ("nina@example.org", "nobody@example.org"):
        answer = client.post("/v1/session", json={"login": login, "password": "wrong"})
        said.add(answer.text.replace(answer.json()["instance"], ""))
    assert len(said) == 1


def test_a_locked_name_says_when_to_come_back(client: Any) -> None:
    for _ in range(5):
        client.post("/v1/session", json=LOGIN | {"password": "wrong"})
    locked = client.post("/v1/session", json=LOGIN)
    assert locked.status_code == 429
    assert locked.headers["retry-after"]


WRONG_KEYS = (
    "Bearer rr_pat_x",
    "Basic bmluYTp4",
    "Bearer ",
    "x",
    f"Bearer rr_pat_{'0' * 32}_{'a' * 43}",
)


def test_a_wrong_key_is_not_helped_by_a_right_cookie(client: Any) -> None:
    client.post("/v1/session", json=LOGIN)
    assert client.get("/v1/me").status_code == 200
    for header in WRONG_KEYS:
        assert client.get("/v1/me", headers={"Authorization": header}).status_code == 401


def test_a_key_is_made_listed_and_ended(client: Any, bearer: dict[str, str]) -> None:
    made = client.post("/v1/keys", json={"name": "export", "days": 3}, headers=bearer).json()
    own = {"Authorization": f"Bearer {made['token']}"}
    me = client.get("/v1/me", headers=own).json()
    assert (me["via"], me["read_only"]) == ("key", True)
    listed = client.get("/v1/keys", headers=own).json()["items"]
    assert {one["name"] for one in listed} == {"ci", "export"}
    assert made["token"].split("_", 3)[3] not in str(listed)
    assert "token_hash" not in str(listed)
    assert client.delete(f"/v1/keys/{made['id']}", headers=own).status_code == 403
    assert client.delete(f"/v1/keys/{made['id']}", headers=bearer).status_code == 204
    assert client.get("/v1/keys", headers=bearer).json()["items"][0]["name"] == "ci"


def test_a_repeated_request_for_a_key_does_not_keep_its_secret(
    client: Any, bearer: dict[str, str], app: Any
) -> None:
    headers = bearer | {"Idempotency-Key": "once-and-for-all"}
    made = client.post("/v1/keys", json={"name": "x"}, headers=headers).json()
    with app.engine.connect() as connection:
        dumped = "".join(connection.connection.driver_connection.iterdump())
    assert made["id"] in dumped
    assert made["token"].split("_", 3)[3] not in dumped
    assert WORD not in dumped


def test_a_new_password_ends_other_sessions(open_client: Any) -> None:
    one, other = open_client(), open_client()
    token = one.post("/v1/session", json=LOGIN).json()["csrf"]
    other.post("/v1/session", json=LOGIN)
    new = {"old": WORD, "new": "tangerine orbit cello 41"}
    headers = {"X-CSRF-Token": token}
    assert one.post("/v1/me/password", json=new | {"old": "x"}, headers=headers).status_code == 403
    assert one.post("/v1/me/password", json=new | {"new": "x"}, headers=headers).status_code == 422
    assert one.post("/v1/me/password", json=new, headers=headers).status_code == 204
    assert one.get("/v1/me").status_code == 200
    assert other.get("/v1/me").status_code == 401


def test_a_session_is_seen_and_ended_from_elsewhere(client: Any, bearer: dict[str, str]) -> None:
    client.post("/v1/session", json=LOGIN, headers={"User-Agent": "a browser"})
    (seen,) = client.get("/v1/sessions", headers=bearer).json()["items"]
    assert seen["agent"] == "a browser"
    assert client.delete(f"/v1/sessions/{seen['id']}", headers=bearer).status_code == 204
    assert client.get("/v1/sessions", headers=bearer).json()["items"] == []


def scoped(app: Any, *scopes: str) -> dict[str, str]:
    """A key of Nina's that is narrowed."""
    made = app.keyring.make_key(MakeKey("ci", read_only=False, scopes=scopes), app.actor("nina"))
    return {"Authorization": f"Bearer {made.token}"}


def test_a_key_opens_what_its_scopes_say_and_nothing_else(app: Any, client: Any) -> None:
    for scopes, path, status in (
        (("deal:read",), "/v1/deals", 200),
        (("deal",), "/v1/deals", 200),
        (("deal:read", "call"), "/v1/calls", 200),
        (("deal:read",), "/v1/calls", 403),
        (("deal:update",), "/v1/deals", 403),
        (("deal",), "/v1/me/second-factor", 403),
        (("deal",), "/calls", 403),
        (("deal",), "/", 403),
        ((), "/v1/calls", 200),
    ):
        answer = client.get(path, headers=scoped(app, *scopes))
        assert answer.status_code == status, (scopes, path, answer.text[:300])


def test_a_narrow_key_does_not_make_a_wide_one(app: Any, client: Any) -> None:
    answer = client.post("/v1/keys", json={"name": "x"}, headers=scoped(app, "api_key"))
    assert answer.status_code == 403


def test_scopes_are_told_and_unknown_ones_refused(app: Any, client: Any, bearer: Any) -> None:
    wanted = {"name": "x", "scopes": ["deal:read", "call", "call"]}
    made = client.post("/v1/keys", json=wanted, headers=bearer)
    assert made.json()["scopes"] == ["call", "deal:read"]
    listed = client.get("/v1/keys", headers=bearer).json()["items"]
    assert ["call", "deal:read"] in [one["scopes"] for one in listed]
    for wrong in ("dael", "deal:raed", "deal:", ":read", "deal:read:x", "*"):
        answer = client.post("/v1/keys", json={"name": "x", "scopes": [wrong]}, headers=bearer)
        assert answer.status_code == 422, wrong


def test_a_second_factor_is_set_up_used_and_reset_over_the_api(app: Any, client: Any) -> None:
    token = {"X-CSRF-Token": client.post("/v1/session", json=LOGIN).json()["csrf"]}
    mine = "/v1/me/second-factor"
    secret = client.post(mine, headers=token).json()["secret"]
    code = pyotp.TOTP(secret).now()
    codes = client.post(f"{mine}/confirmation", json={"code": code}, headers=token).json()["codes"]
    assert client.get(mine).json()["recovery_left"] == len(codes) == 10
    client.cookies.clear()
    for given, status in (({}, 401), ({"code": code}, 401), ({"code": codes[0]}, 201)):
        answer = client.post("/v1/session", json=LOGIN | given)
        assert answer.status_code == status, answer.text
    token = {"X-CSRF-Token": answer.json()["csrf"]}
    assert client.post(f"{mine}/removal", json={"proof": "x"}, headers=token).status_code == 403
    owner = app.keyring.make_key(MakeKey("o", read_only=False), app.actor())
    reset = client.delete(
        "/v1/people/nina/second-factor", headers={"Authorization": f"Bearer {owner.token}"}
    )
    assert reset.status_code == 204
    assert client.post("/v1/session", json=LOGIN).status_code == 201


def test_no_key_switches_a_second_factor_on(client: Any, bearer: Any) -> None:
    secret = client.post("/v1/me/second-factor", headers=bearer).json()["secret"]
    body = {"code": pyotp.TOTP(secret).now()}
    answer = client.post("/v1/me/second-factor/confirmation", json=body, headers=bearer)
    assert answer.status_code == 403


def test_what_ends_a_session_here_ends_it_in_another_process_within_a_second(
    app: Any, client: Any, make_app: Any, open_client: Any
) -> None:
    """Another application on the same database knows nothing but what is stored."""
    other = make_app()
    elsewhere = open_client(other)
    ends = {
        "ended": lambda session, _: other.keyring.end_session(session, other.actor("nina")),
        "new password": lambda *_: other.accounts.set_password(
            SetPassword("nina", WORD), other.actor()
        ),
        "factor reset": lambda *_: reset_factor(other),
        "deactivated": lambda *_: deactivate(other),
    }
    for why, end in ends.items():
        made = client.post("/v1/session", json=LOGIN).json()
        assert client.get("/v1/me").status_code == 200, why
        end(made["id"], elsewhere)
        until = time.monotonic() + 1
        while client.get("/v1/me").status_code != 401:
            assert time.monotonic() < until, why
            time.sleep(0.05)
        client.cookies.clear()


def reset_factor(app: Any) -> None:
    """Nina gets a factor, which waits, and loses it."""
    app.second_factors.start(app.actor("nina"))
    app.second_factors.reset("nina", app.actor())
