"""Whatever is sent, the answer is a problem that says what is wrong, and never a 500."""

import json
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from tests.support.api import Api, Said, close, opened

from revrise.apps.assembly import RevRise
from revrise.core.deals.deal import Deal
from revrise.services.identity.keyring import MakeKey

OWNER = "per_owner"
JSON = {"Content-Type": "application/json"}
HOSTILE = {
    "empty": b"",
    "no JSON": b"{",
    "an array": b"[]",
    "a number": b"1",
    "deep": b'{"name":' + b"[" * 100_000,
    "deep and closed": b"[" * 5_000 + b"]" * 5_000,
    "deep in a free field": b'{"name":"a","x":' + b'{"a":' * 3_000 + b"1" + b"}" * 3_001,
    "bad UTF-8": b'{"name":"\xff\xfe"}',
    "half a character": b'{"name":"\\ud800"}',
    "NUL": b'{"name":"a\\u0000b"}',
    "NaN": b'{"name":NaN}',
    "infinity": b'{"name":"a","value":{"amount":Infinity,"currency":"USD"}}',
    "twice the same name": b'{"name":"a","name":"b"}',
    "twice inside": b'{"name":"a","value":{"amount":"1","amount":"2","currency":"USD"}}',
    "another type": b'{"name":1}',
    "a number as text": b'{"name":"a","next_step_at":"5"}',
    "an unknown field": b'{"name":"a","owner":"me"}',
    "money of no currency": b'{"name":"a","value":{"amount":"1","currency":"usd"}}',
    "money with too many decimals": b'{"name":"a","value":{"amount":"1.001","currency":"USD"}}',
    "too much money": b'{"name":"a","value":{"amount":"' + b"9" * 30 + b'","currency":"USD"}}',
    "a year nobody has": b'{"name":"a","next_step_at":"0000-01-01T00:00:00Z"}',
    "a time before the first": b'{"name":"a","next_step_at":"0001-01-01T00:00:00+23:59"}',
    "a time after the last": b'{"name":"a","next_step_at":"9999-12-31T23:59:59-23:59"}',
    "a very long name": b'{"name":"' + b"a" * 10_000 + b'"}',
    "UTF-16": '{"name":"a"}'.encode("utf-16"),
}


def send(api: Api, body: bytes, **headers: str) -> Said:
    return api.ask("POST", "/v1/deals", OWNER, content=body, headers={**JSON, **headers})


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_body_is_refused_with_a_problem(api: Api, body: bytes) -> None:
    answer = send(api, body)
    assert answer.status in (400, 413, 422), answer.text
    assert_problem(answer)


@pytest.mark.parametrize(
    ("body", "language", "detail"),
    [
        (b'{"name":"a","name":"b"}', "en", "It names 'name' twice in one object."),
        (b'{"name":"a","name":"b"}', "zh", "同一对象中重复出现 'name'。"),
        (b'{"name":"a",}', "en", "The body is not valid JSON in UTF-8, at byte 12."),
        (b'{"name":"a",}', "zh", "请求体不是有效的 UTF-8 JSON，位于第 12 字节。"),
        (b"", "en", "The body is not valid JSON in UTF-8."),
    ],
)
def test_what_is_no_json_is_told_with_its_place(
    api: Api, body: bytes, language: str, detail: str
) -> None:
    answer = send(api, body, **{"Accept-Language": language})
    assert (answer.status, answer.json()["detail"]) == (400, detail)


def test_eleven_megabytes_are_too_much_whether_announced_or_not(api: Api) -> None:
    big = b'{"name":"' + b"a" * (11 << 20) + b'"}'
    assert send(api, big).status == 413

    def drip() -> Any:
        for start in range(0, len(big), 1 << 20):
            yield big[start : start + (1 << 20)]

    answer = api.ask("POST", "/v1/deals", OWNER, content=drip(), headers=JSON)
    assert (answer.status, answer.json()["code"]) == (413, "too-large")
    assert_problem(answer)


def test_a_wrong_field_is_pointed_at_in_both_languages(api: Api) -> None:
    body = b'{"name":"a","value":{"amount":"1","currency":"USD","cents":3}}'
    answer = send(api, body).json()
    assert answer["errors"] == [
        {"pointer": "/value/cents", "code": "unknown", "message": "there is no field cents"}
    ]
    answer = send(api, body, **{"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.1"}).json()
    assert (answer["title"], answer["code"]) == ("内容有误", "invalid")
    assert answer["errors"][0]["message"] == "没有字段 cents"
    missing = send(api, b"{}").json()["errors"][0]
    assert (missing["pointer"], missing["code"]) == ("/name", "missing")


def test_nothing_is_taken_for_something_else(api: Api) -> None:
    """No coercion: "1" is no number and 1 no text."""
    for path, body in (
        ("/v1/plans", {"person_id": "per_n1", "weeks": "8"}),
        ("/v1/plans", {"person_id": "per_n1", "weeks": 8.5}),
        ("/v1/keys", {"name": "k", "read_only": "true"}),
        ("/v1/keys", {"name": "k", "read_only": 1}),
        ("/v1/deals", {"name": True}),
    ):
        answer = api.ask("POST", path, OWNER, json=body)
        assert (answer.status, answer.json()["errors"][0]["code"]) == (422, "type"), body


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/nothing", 404),
        ("GET", "/v1/deals/none", 404),
        ("GET", "/v1/deals/%00", 404),
        ("GET", "/v1/deals/%ff", 404),
        ("GET", "/v1/deals/" + "x" * 5_000, 404),
        ("POST", "/v1/deals/none", 405),
        ("POST", "/v1/deals/none:dance", 404),
        ("PUT", "/v1/deals", 405),
        ("DELETE", "/v1/deals/none", 405),
        ("TRACE", "/v1/deals", 405),
        ("GET", "/v1/deals?limit=0", 422),
        ("GET", "/v1/deals?limit=1e3", 422),
        ("GET", "/v1/deals?limit=" + "9" * 400, 422),
        ("GET", "/v1/deals?limit=1&limit=2", 422),
        ("GET", "/v1/deals?where=1", 422),
        ("GET", "/v1/deals?stage=%00", 422),
        ("GET", "/v1/deals?stage=%ff", 400),
        ("GET", "/v1/deals?sort=tenant_id", 422),
        ("GET", "/v1/deals?sort=", 422),
        ("GET", "/v1/deals?fields=digest", 422),
        ("GET", "/v1/deals?value=abc", 422),
        ("GET", "/v1/deals?value=" + "9" * 30, 422),
        ("GET", "/v1/deals?value.gte=nan", 422),
        ("GET", "/v1/deals?opened_at.lt=yesterday", 422),
        ("GET", "/v1/deals?opened_at.lt=0001-01-01T00:00:00%2B23:59", 422),
        ("GET", "/v1/deals?opened_at.lt=2026-01-01T00:00:00", 422),
        ("GET", "/v1/deals?stage.gte=a", 422),
        ("GET", "/v1/deals?cursor=abc", 422),
        ("GET", "/v1/deals?cursor=%F0%9F%8E%A7", 422),
        ("GET", "/v1/audit?limit=abc", 422),
        ("GET", "/v1/search", 422),
        ("GET", "/v1/search?q=%20", 422),
        ("GET", "/v1/me?x=1", 422),
    ],
)
def test_a_wrong_address_or_parameter_is_a_problem(
    api: Api, method: str, path: str, status: int
) -> None:
    answer = api.ask(method, path, OWNER)
    assert answer.status == status, answer.text
    assert_problem(answer)


def test_only_json_is_taken(api: Api) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/xml", ""):
        answer = api.ask("POST", "/v1/deals", OWNER, content=b"{}", headers={"Content-Type": kind})
        assert (answer.status, answer.json()["code"]) == (415, "unsupported-media-type")


@pytest.mark.parametrize(
    ("method", "path", "body", "said"),
    [
        ("GET", "/v1/deals/none", None, "没有商机 none"),
        ("POST", "/v1/deals/{deal}:advance", {"to": "LeadIn"}, "不能从 Proposal 移到 LeadIn"),
        ("POST", "/v1/deals/{deal}:advance", {"to": "Nowhere"}, "没有阶段 Nowhere"),
        ("POST", "/v1/people/per_owner:deactivate", None, "不能停用自己"),
        ("POST", "/v1/enrolments", {"course_id": "none"}, "没有课程 none"),
    ],
)
def test_what_services_refuse_is_said_in_chinese_too(
    api: Api, method: str, path: str, body: Any, said: str
) -> None:
    deal = next(one for one in api.company.of(Deal) if one.stage == "Proposal")
    more = {} if body is None else {"json": body}
    headers = {"Accept-Language": "zh", "If-Match": "*"}
    answer = api.ask(method, path.format(deal=deal.id), OWNER, headers=headers, **more)
    assert answer.json()["detail"].endswith(said), answer.text
    assert answer.headers["content-language"] == "zh"


def test_nobody_gets_a_challenge(api: Api) -> None:
    answer = api.ask("GET", "/v1/deals")
    assert (answer.status, answer.json()["code"]) == (401, "unauthenticated")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_key_that_only_reads_changes_nothing(api: Api) -> None:
    made = api.app.keyring.make_key(MakeKey("reads"), api.app.actor(OWNER))
    bearer = {"Authorization": f"Bearer {made.token}"}
    assert api.ask("GET", "/v1/deals", headers=bearer).status == 200
    answer = api.ask("POST", "/v1/deals", headers=bearer, json={"name": "a"})
    assert (answer.status, answer.json()["code"]) == (403, "refused")


def test_every_answer_carries_the_headers_that_protect(api: Api) -> None:
    asked = [
        api.ask("GET", "/v1/deals", OWNER),
        api.ask("GET", "/v1/nothing"),
        api.ask("GET", "/v1/deals/none", OWNER),
        api.ask("PUT", "/v1/deals", OWNER),
        api.ask("GET", "/nothing"),
        send(api, b"{" * 10),
        send(api, b'"' + b"a" * (2 << 20) + b'"'),
    ]
    for answer in asked:
        wanted = answer.headers
        assert wanted["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in wanted["content-security-policy"]
        assert wanted["referrer-policy"]
        assert "no-store" in wanted["cache-control"]
        assert len(wanted["x-request-id"]) == 32


class _Broken(RevRise):
    """With a service that breaks."""

    @cached_property
    def pipeline(self) -> Any:
        raise RuntimeError("secret of the inside")


def test_a_failure_of_ours_says_nothing_of_the_inside(tmp_path: Path) -> None:
    broken = opened(tmp_path, kind=_Broken)
    answer = broken.ask("GET", "/v1/pipeline", OWNER)
    close(broken)
    assert (answer.status, answer.json()["code"]) == (500, "failed")
    assert "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert_problem(answer)


def test_the_caller_may_number_a_request(api: Api) -> None:
    answer = api.client.get("/v1/nothing", headers={"X-Request-Id": "trace-0001"})
    assert answer.headers["x-request-id"] == "trace-0001"
    assert answer.json()["instance"] == "urn:request:trace-0001"
    bad = api.client.get("/v1/nothing", headers={"X-Request-Id": "a b<script>"})
    assert len(bad.headers["x-request-id"]) == 32


def assert_problem(answer: Said) -> None:
    assert answer.headers["content-type"] == "application/problem+json"
    found = json.loads(answer.text)
    assert {"type", "title", "status", "code", "detail", "instance"} <= set(found)
    assert found["status"] == answer.status
    assert found["type"] == f"/problems/{found['code']}"
    assert answer.headers["content-language"] == "en"
