"""Who asks too often waits: each key for itself, and whoever has none by their address."""

from pathlib import Path

import pytest
from tests.support.api import close, opened

from revrise.apps.api.limits import Limits, Policy


def test_a_key_that_asks_too_often_is_told_how_long_to_wait(tmp_path: Path) -> None:
    api = opened(tmp_path, limits=Limits(Policy("credential", 3, 60), Policy("address", 0)))
    found = [api.ask("GET", "/v1/me", "per_owner") for _ in range(4)]
    close(api)
    assert [answer.status for answer in found] == [200, 200, 200, 429]
    assert found[0].headers["ratelimit-policy"] == '"credential";q=3;w=60'
    assert [answer.headers["ratelimit"].split(";")[1] for answer in found] == [
        "r=2", "r=1", "r=0", "r=0",
    ]  # fmt: skip
    assert 1 <= int(found[-1].headers["retry-after"]) <= 60
    assert found[-1].json()["code"] == "too-many-requests"


def test_one_key_does_not_use_up_anothers_share(tmp_path: Path) -> None:
    api = opened(tmp_path, limits=Limits(Policy("credential", 2, 60), Policy("address", 0)))
    keys = [api.app.keyring.make_key(_named(name), api.app.actor(None)).token for name in "ab"]
    found = [
        api.ask("GET", "/v1/me", headers={"Authorization": f"Bearer {key}"}).status
        for key in (keys[0], keys[0], keys[0], keys[1])
    ]
    close(api)
    assert found == [200, 200, 429, 200]


@pytest.mark.parametrize("claim", ["X-Forwarded-For", "X-Real-IP", "Forwarded"])
def test_nobody_gets_round_it_by_claiming_another_address(tmp_path: Path, claim: str) -> None:
    api = opened(tmp_path, limits=Limits(Policy("credential", 0), Policy("address", 3, 60)))
    found = [api.ask("GET", "/v1/me", headers={claim: f"10.0.0.{n}"}).status for n in range(5)]
    close(api)
    assert found == [401, 401, 401, 429, 429]


def test_behind_a_trusted_proxy_each_caller_has_an_own_share(tmp_path: Path) -> None:
    from revrise.apps.settings import Server

    api = opened(
        tmp_path,
        limits=Limits(Policy("credential", 0), Policy("address", 1, 60)),
        server=Server(proxies=1),
    )
    asked = ("10.0.0.1", "10.0.0.2", "10.0.0.1", "9.9.9.9, 10.0.0.2")
    found = [api.ask("GET", "/v1/me", headers={"X-Forwarded-For": one}).status for one in asked]
    close(api)
    assert found == [401, 401, 429, 429]


def test_time_gives_the_share_back() -> None:
    limits = Limits(Policy("credential", 100, 1), Policy("address", 1_000, 1))
    for _ in range(1_000):
        limits.take_address("a", {"state": {}})
    from time import sleep

    sleep(0.05)
    limits.take_address("a", {"state": {}})


def _named(name: str) -> object:
    from revrise.services.identity.keyring import MakeKey

    return MakeKey(name, read_only=False)


def test_what_costs_much_is_counted_by_person_whatever_key_they_take(tmp_path: Path) -> None:
    limits = Limits(costly={name: Policy(name, 2, 60) for name in ("search", "export", "upload")})
    api = opened(tmp_path, limits=limits)
    keys = [api.app.keyring.make_key(_named(name), api.app.actor(None)).token for name in "ab"]

    def ask(method: str, path: str, key: int) -> int:
        bearer = {"Authorization": f"Bearer {keys[key]}"}
        return api.client.request(method, path, headers=bearer).status_code

    for path, page in (
        ("/v1/search?q=abc", "/search?q=abc"),
        ("/v1/deals?format=csv", "/exports/deals.csv"),
    ):
        assert [ask("GET", path, 0), ask("GET", page, 1), ask("GET", path, 1)] == [200, 200, 429]
        assert ask("GET", page, 0) == 429
    assert [ask("POST", "/v1/calls:upload", 0) for _ in range(3)][-1] == 429
    assert ask("GET", "/v1/deals", 0) == 200
    close(api)


def test_pages_are_counted_too_by_log_in_and_by_address(tmp_path: Path) -> None:
    limits = Limits(Policy("credential", 3, 60), visitor=Policy("visitor", 3, 60))
    api = opened(tmp_path, limits=limits)
    found = [api.client.get("/login", headers={"X-Forwarded-For": f"10.0.0.{n}"}) for n in range(4)]
    assert [one.status_code for one in found] == [200, 200, 200, 429]
    assert 1 <= int(found[-1].headers["retry-after"]) <= 60
    assert found[-1].headers["content-security-policy"]
    own = [
        api.ask("GET", path, "per_owner").status for path in ("/inbox", "/v1/me", "/me/security")
    ]
    assert own == [200, 200, 200]
    assert api.ask("GET", "/inbox", "per_owner").status == 429
    assert api.client.get("/health/live").status_code == 200
    close(api)
