"""Two who change one thing, a click that comes twice, a connection lost after the commit."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from litestar.exceptions import LitestarException
from tests.support.apart import apart
from tests.support.api import Api, close, opened

from revrise.apps.assembly import RevRise
from revrise.services.shelf import Shelf

OWNER = "per_owner"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, api: Api) -> Api:
    """The same promises on both databases."""
    if request.param == "sqlite":
        return api
    found: Api = request.getfixturevalue("postgres_api")
    return found


def deal(api: Api, name: str = "A deal") -> dict[str, Any]:
    answer = api.ask("POST", "/v1/deals", OWNER, json={"name": name})
    assert answer.status == 201, answer.text
    return dict(answer.json())


def test_a_change_names_the_version_it_replaces(place: Api) -> None:
    made = deal(place)
    path = f"/v1/deals/{made['id']}"

    def rename(name: str, tag: str | None) -> Any:
        headers = {"If-Match": tag} if tag else {}
        return place.ask("PATCH", path, OWNER, json={"name": name}, headers=headers)

    assert rename("B", None).json()["code"] == "precondition-required"
    first = rename("B", '"1"')
    assert (first.status, first.headers["etag"]) == (200, '"2"')
    second = rename("C", '"1"')
    assert (second.status, second.json()["code"]) == (412, "stale")
    assert rename("C", 'W/"2"').status == 412  # a weak tag never matches
    assert rename("C", '"1", "2"').status == 200
    assert rename("D", "*").status == 200
    assert rename("E", "nonsense").status == 412
    assert place.ask("GET", path, OWNER).json()["name"] == "D"


def test_what_one_has_already_is_not_sent_again(place: Api) -> None:
    path = f"/v1/deals/{deal(place)['id']}"
    tag = place.ask("GET", path, OWNER).headers["etag"]
    for known in (tag, f'"9", {tag}', f"W/{tag}", "*"):
        answer = place.ask("GET", path, OWNER, headers={"If-None-Match": known})
        assert (answer.status, answer.text, answer.headers["etag"]) == (304, "", tag)
    assert place.ask("GET", path, OWNER, headers={"If-None-Match": '"9"'}).status == 200


def test_of_many_who_change_the_same_version_one_wins(place: Api) -> None:
    made = deal(place)
    path = f"/v1/deals/{made['id']}"

    def rename(n: int) -> int:
        answer = place.ask(
            "PATCH", path, OWNER, json={"name": f"name {n}"}, headers={"If-Match": '"1"'}
        )
        return answer.status

    with ThreadPoolExecutor(8) as pool:
        found = sorted(pool.map(rename, range(16)))
    assert found == [200, *[412] * 15]
    assert place.ask("GET", path, OWNER).json()["version"] == 2


def test_the_same_key_gives_the_same_answer_and_the_effect_once(place: Api) -> None:
    sent = {"json": {"name": "Twice"}, "headers": {"Idempotency-Key": "twice"}}
    first = place.ask("POST", "/v1/deals", OWNER, **sent)
    second = place.ask("POST", "/v1/deals", OWNER, **sent)
    assert (first.status, second.status) == (201, 201)
    assert first.text == second.text
    assert second.headers["idempotency-replayed"] == "true"
    assert first.headers["location"] == second.headers["location"]
    assert first.headers["etag"] == second.headers["etag"]
    assert named(place, "Twice") == 1


def test_32_clicks_at_once_are_one_effect_and_equal_answers(place: Api) -> None:
    def click(_: int) -> tuple[int, str]:
        answer = place.ask(
            "POST", "/v1/deals", OWNER, json={"name": "Clicks"},
            headers={"Idempotency-Key": "clicks"},
        )  # fmt: skip
        return answer.status, answer.text

    place.key(OWNER)
    with ThreadPoolExecutor(32) as pool:
        found = set(pool.map(click, range(32)))
    assert len(found) == 1
    assert next(iter(found))[0] == 201
    assert named(place, "Clicks") == 1


def test_two_servers_of_one_database_give_one_effect(place: Api, tmp_path: Path) -> None:
    other = opened(place.app.settings.folder, database=place.app.settings.database_url)
    token = place.key(OWNER)

    def click(n: int) -> tuple[int, str]:
        answer = (place, other)[n % 2].ask(
            "POST", "/v1/deals", json={"name": "Servers"},
            headers={"Idempotency-Key": "servers", "Authorization": f"Bearer {token}"},
        )  # fmt: skip
        return answer.status, answer.text

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(click, range(16)))
    close(other)
    assert len(found) == 1, found
    assert named(place, "Servers") == 1


def test_a_key_is_for_one_question_of_one_person_on_one_operation(place: Api) -> None:
    def ask(name: str, path: str = "/v1/deals", who: str = OWNER) -> Any:
        return place.ask(
            "POST", path, who, json={"name": name}, headers={"Idempotency-Key": "question"}
        )

    assert ask("One").status == 201
    answer = ask("Another")
    assert (answer.status, answer.json()["code"]) == (422, "key-reused")
    assert ask("Team", "/v1/teams").status == 201
    assert ask("One", "/v1/deals?x=1").status == 422
    bad = place.ask("POST", "/v1/deals", OWNER, json={"name": "x"},
                    headers={"Idempotency-Key": "with a space"})  # fmt: skip
    assert bad.json()["errors"][0]["parameter"] == "Idempotency-Key"


def test_a_refused_request_is_tried_anew(place: Api) -> None:
    """What had no effect is not remembered: the way on is the same key with the cause mended."""
    made = deal(place)
    sent = {
        "json": {"to": "Proposal", "evidence": ["pain"]},
        "headers": {"Idempotency-Key": f"move {made['id']}".replace(" ", "-"), "If-Match": "*"},
    }
    path = f"/v1/deals/{made['id']}:advance"
    assert place.ask("POST", path, OWNER, **sent).status == 403
    step = {"json": {"to": "Discovery"}, "headers": {"If-Match": '"1"'}}
    assert place.ask("POST", path, OWNER, **step).status == 200
    body = {"name": made["name"], "value": {"amount": "10", "currency": "USD"}}
    path_ = f"/v1/deals/{made['id']}"
    assert place.ask("PATCH", path_, OWNER, json=body, headers={"If-Match": "*"}).status == 200
    refused = place.ask("POST", path, OWNER, **sent)
    assert refused.status == 403  # the account is still missing
    assert "account known" in refused.json()["detail"]


def test_a_lost_connection_after_the_commit_loses_nothing(place: Api) -> None:
    """The commit stands, the answer is lost on the way; the retry is told what was done."""
    apart(lambda: asyncio.run(_unheard(place, b'{"name":"Lost"}', b"lost")))
    assert named(place, "Lost") == 1
    headers = {"Idempotency-Key": "lost", "Content-Type": "application/json"}
    again = place.ask("POST", "/v1/deals", OWNER, content=b'{"name":"Lost"}', headers=headers)
    assert (again.status, again.headers["idempotency-replayed"]) == (201, "true")
    assert named(place, "Lost") == 1


async def _unheard(place: Api, body: bytes, key: bytes) -> None:
    """A request whose connection breaks before the first byte of the answer."""
    headers = [
        (b"authorization", f"Bearer {place.key(OWNER)}".encode()),
        (b"content-type", b"application/json"),
        (b"idempotency-key", key),
    ]
    scope = {
        "type": "http", "method": "POST", "path": "/v1/deals", "raw_path": b"/v1/deals",
        "query_string": b"", "headers": headers, "http_version": "1.1", "scheme": "http",
        "client": ("127.0.0.1", 1), "server": ("test", 80), "root_path": "",
    }  # fmt: skip

    async def receive() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(_: Any) -> None:
        raise ConnectionResetError

    with suppress(ConnectionResetError, LitestarException):
        await place.client.app(scope, receive, send)


class _Forgetful(Shelf):
    """One that cannot read what was just written."""

    def one(self, *asked: Any, **more: Any) -> Any:
        raise RuntimeError("the answer could not be made")


class _Half(RevRise):
    """With services that do their work, and no way to show it."""

    @cached_property
    def shelf(self) -> Any:
        return _Forgetful(self.desk)


def test_a_failure_before_the_answer_undoes_the_effect_too(place: Api) -> None:
    """Effect and remembered answer are one transaction: neither is there without the other."""
    settings = place.app.settings
    half = opened(settings.folder, database=settings.database_url, kind=_Half)
    sent = {"json": {"name": "Undone"}, "headers": {"Idempotency-Key": "undone"}}
    bearer = {"Authorization": f"Bearer {place.key(OWNER)}"}
    broken = half.ask("POST", "/v1/deals", json=sent["json"], headers=bearer | sent["headers"])
    close(half)
    assert broken.status == 500
    assert named(place, "Undone") == 0
    assert place.ask("POST", "/v1/deals", OWNER, **sent).status == 201
    assert place.app.governance.verify_audit(place.app.actor(OWNER))["breach"] is None


class _Slow(RevRise):
    """With a pipeline that begins a deal and waits to be told to go on."""

    started, go_on = Event(), Event()

    @cached_property
    def pipeline(self) -> Any:
        sound, started, go_on = RevRise(self.settings).pipeline, self.started, self.go_on

        class Waiting:
            def add(self, command: Any, by: Any) -> Any:
                started.set()
                go_on.wait(30)
                return sound.add(command, by)

        return Waiting()


def test_a_key_whose_request_still_runs_is_told_to_wait(tmp_path: Path) -> None:
    slow = opened(tmp_path, kind=_Slow, wait_s=0.5)
    slow.key(OWNER)
    sent = {"json": {"name": "Slow"}, "headers": {"Idempotency-Key": "slow"}}
    with ThreadPoolExecutor(2) as pool:
        pool.submit(slow.ask, "POST", "/v1/deals", OWNER, **sent)
        assert _Slow.started.wait(30)
        refused = slow.ask("POST", "/v1/deals", OWNER, **sent)
        _Slow.go_on.set()
    close(slow)
    assert (refused.status, refused.json()["code"]) == (409, "in-flight")
    assert refused.headers["retry-after"] == "2"


def test_each_item_of_a_batch_stands_or_falls_alone(place: Api) -> None:
    items = [{"name": "Good"}, {"name": "Bad", "account_id": "none"}, {"name": "Good too"}]
    answer = place.ask("POST", "/v1/deals:batch", OWNER, json={"items": items})
    found = answer.json()
    assert (answer.status, found["succeeded"], found["failed"]) == (200, 2, 1)
    assert [one["status"] for one in found["items"]] == [201, 404, 201]
    assert found["items"][1]["problem"]["code"] == "not-found"
    for one in found["items"][::2]:
        assert place.ask("GET", f"/v1/deals/{one['id']}", OWNER).status == 200
    assert place.ask("POST", "/v1/deals:batch", OWNER, json={"items": []}).status == 422
    many = {"items": [{"name": "x"}] * 501}
    assert place.ask("POST", "/v1/deals:batch", OWNER, json=many).status == 422


def named(api: Api, name: str) -> int:
    """How many deals are called this."""
    found = api.app.search.find(name, api.app.actor(OWNER), ["deal"])
    return sum(hit.title == name for hit in found)
