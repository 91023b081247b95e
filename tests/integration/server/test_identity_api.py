"""Sessions and keys over the API."""

from typing import Any

import pytest
from tests.integration.server.conftest import WORD

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
