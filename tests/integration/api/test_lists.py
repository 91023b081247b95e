"""Pages that neither lose nor repeat a row, filters and orders by an allow-list."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import pytest
from tests.integration.api.test_bad_requests import assert_problem
from tests.support.api import Api

from revrise.core.conversations.call import WAITS
from revrise.core.deals.deal import Deal

OWNER = "per_owner"


def walk(api: Api, path: str, who: str = OWNER) -> list[dict[str, Any]]:
    """All rows of a list, page by page along `Link`."""
    found: list[dict[str, Any]] = []
    link: str | None = path
    while link:
        answer = api.ask("GET", link, who)
        assert answer.status == 200, answer.text
        body = answer.json()
        found += body["items"]
        given = answer.headers.get("link", "")
        link = given[1 : given.index(">")] if given else None
        assert (body["next"] is None) == (link is None)
    return found


@pytest.mark.parametrize("order", ["", "id", "-id", "name", "-opened_at", "closed_at,-value",
                                   "-closed_at", "stage,-name"])  # fmt: skip
def test_pages_hold_every_row_once_in_order(api: Api, order: str) -> None:
    sort = f"&sort={order}" if order else ""
    rows = walk(api, f"/v1/deals?limit=7{sort}&fields=name")
    once = api.ask("GET", f"/v1/deals?limit=200{sort}", OWNER).json()["items"]
    assert [row["id"] for row in rows] == [row["id"] for row in once]
    assert len({row["id"] for row in rows}) == len(api.company.of(Deal))
    assert set(rows[0]) == {"id", "version", "name"}


def test_a_row_that_goes_away_between_pages_breaks_nothing(api: Api) -> None:
    first = api.ask("GET", "/v1/deals?limit=3&stage=Proposal&sort=name", OWNER).json()
    last = first["items"][-1]["id"]
    moved = api.ask("POST", f"/v1/deals/{last}:advance", OWNER, json={"to": "TechnicalDemo"},
                    headers={"If-Match": "*"})  # fmt: skip
    assert moved.status == 200, moved.text
    path = f"/v1/deals?limit=3&stage=Proposal&sort=name&cursor={first['next']}"
    second = api.ask("GET", path, OWNER).json()
    seen = {row["id"] for row in first["items"]}
    assert len(second["items"]) == 3
    assert not seen & {row["id"] for row in second["items"]}


def test_a_cursor_is_good_for_its_own_list_and_reader_alone(api: Api) -> None:
    token = api.ask("GET", "/v1/deals?limit=3&sort=name", OWNER).json()["next"]
    raw = bytearray(urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    raw[-3] ^= 1
    bent = urlsafe_b64encode(bytes(raw)).decode().rstrip("=")
    assert api.ask("GET", f"/v1/deals?limit=9&sort=name&cursor={token}", OWNER).status == 200
    for path, who in (
        (f"/v1/deals?sort=name&cursor={bent}", OWNER),
        (f"/v1/deals?cursor={token}", OWNER),
        (f"/v1/deals?sort=-name&cursor={token}", OWNER),
        (f"/v1/deals?sort=name&stage=Proposal&cursor={token}", OWNER),
        (f"/v1/accounts?sort=name&cursor={token}", OWNER),
        (f"/v1/deals?sort=name&cursor={token}", "per_n1"),
    ):
        answer = api.ask("GET", path, who)
        assert (answer.status, answer.json()["errors"][0]["parameter"]) == (422, "cursor"), path


def test_filters_choose_rows(api: Api) -> None:
    deals = api.company.of(Deal)
    won = walk(api, "/v1/deals?outcome=won")
    assert {row["id"] for row in won} == {one.id for one in deals if one.outcome == "won"}
    two = walk(api, "/v1/deals?owner_id=per_n1&owner_id=per_n2&limit=5")
    assert {row["owner_id"] for row in two} == {"per_n1", "per_n2"}
    day = sorted(one.opened_at for one in deals)[10]
    span = f"opened_at.gte={day.isoformat().replace('+00:00', 'Z')}"
    late = walk(api, f"/v1/deals?{span}")
    assert {row["id"] for row in late} == {one.id for one in deals if one.opened_at >= day}
    dear = walk(api, "/v1/deals?value.gte=400000000&value_currency=USD")
    assert {row["id"] for row in dear} == {
        one.id
        for one in deals
        if one.value and one.value.currency == "USD" and one.value.minor >= 400_000_000
    }
    assert walk(api, "/v1/deals?stage=nothing%27%20or%201%3D1") == []


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("per_coach", "/v1/cards?phone=1"),
        ("per_coach", "/v1/cards?email=a%40b.c"),
        ("per_coach", "/v1/cards?fields=name,phone"),
        ("per_admin", "/v1/deals"),
    ],
)
def test_what_one_may_not_read_is_no_filter_order_or_field(api: Api, who: str, path: str) -> None:
    answer = api.ask("GET", path, who)
    assert (answer.status, answer.json()["code"]) == (403, "refused"), answer.text
    assert_problem(answer)


def test_a_list_shows_only_the_fields_one_may_read(api: Api) -> None:
    for row in walk(api, "/v1/cards", "per_coach"):
        assert not {"phone", "email"} & set(row)
    shown = walk(api, "/v1/people?fields=name,email", "per_n1")
    named = {row["id"]: row.get("email") for row in shown}
    assert len(named) > 10
    assert [person for person, email in named.items() if email] == ["per_n1"]


def test_money_and_times_have_one_form(api: Api) -> None:
    row = walk(api, "/v1/deals?limit=1&outcome=won")[0]
    kept = next(one for one in api.company.of(Deal) if one.id == row["id"])
    assert kept.value is not None
    assert row["value"] == {"amount": str(kept.value.amount), "currency": kept.value.currency}
    assert row["opened_at"] == kept.opened_at.isoformat().replace("+00:00", "Z")


def test_why_a_call_is_blocked_is_said_in_the_language_asked_for(api: Api) -> None:
    said = {"title": "Nobody agreed", "rep_id": "per_n1", "at": "2026-11-02T09:00:00Z",
            "language": "en", "participants": [{"ref": "A", "side": "seller"}],
            "utterances": [{"speaker": "A", "text": "Hello."}]}  # fmt: skip
    zh = {"Accept-Language": "zh"}
    made = api.ask("POST", "/v1/calls", "per_n1", json=said, headers=zh).json()
    told = {"blocked_reason": "A 未同意用于分析", "remedy": "所有人同意后会自动继续"}
    path, id_ = "/v1/calls?fields=blocked_reason,remedy&state=blocked", made["id"]
    listed = {one["id"]: one for one in api.ask("GET", path, "per_n1", headers=zh).json()["items"]}
    single = api.ask("GET", f"/v1/calls/{id_}", "per_n1", headers=zh).json()
    assert all({**one, **told} == one for one in (made, single, listed[id_]))
    words = api.ask("GET", f"/v1/calls/{id_}/words", "per_n1", headers=zh).json()
    assert words["because"] == "A 未同意用于辅导"
    file, raw = (api.ask("GET", f"{path}&format={form}", "per_n1", headers=zh).text
                 for form in ("csv", "csv-raw"))  # fmt: skip
    assert told["blocked_reason"] in file
    english = api.ask("GET", f"/v1/calls/{id_}", "per_n1").json()
    assert (english["blocked_reason"], english["remedy"]) == ("no consent to analyse from A", WAITS)
    assert english["blocked_reason"] in raw
