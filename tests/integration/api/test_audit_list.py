"""The audit list of the API and of the command line: the filters of the page, nothing lost."""

from typing import Any

import pytest
from tests.integration.api.test_bad_requests import assert_problem
from tests.support.api import Api
from tests.support.in_process import place, revrise


def walk(api: Api, asked: str, order: str = "oldest") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    after = ""
    while True:
        path = f"/v1/audit?limit=3&order={order}&{asked}{after}"
        answer = api.ask("GET", path, api.app.actor().person_id)
        assert answer.status == 200, answer.text
        found += answer.json()["items"]
        if answer.json()["after"] is None:
            return found
        after = f"&after={answer.json()['after']}"


@pytest.fixture(scope="module")
def seen(api: Api) -> list[dict[str, Any]]:
    """Every entry, after refusals and some work."""
    for _ in range(3):
        api.ask("GET", "/v1/audit", "per_n1")
    boss = api.app.actor()
    for number in range(4):
        with api.app.store.begin(boss) as work:
            work.record("course.published", f"course_{number}")
    return walk(api, "")


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ("action=course.", lambda one: one["action"].startswith("course.")),
        ("subject=course_1", lambda one: one["subject"] == "course_1"),
        ("only=exports", lambda one: one["action"].startswith("export.")),
        ("only=refusals", lambda one: "refused" in one["action"] or "withheld" in one["action"]),
    ],
)  # fmt: skip
def test_each_filter_leaves_what_fits_and_nothing_else(
    api: Api, seen: list[dict[str, Any]], asked: str, fits: Any
) -> None:
    known = seen[-1]["seq"]
    left = [one["seq"] for one in walk(api, asked) if one["seq"] <= known]
    assert left == [one["seq"] for one in seen if fits(one)]


def test_pages_in_either_order_hold_every_entry_once(api: Api, seen: list[dict[str, Any]]) -> None:
    numbers = [one["seq"] for one in seen]
    newest = [one["seq"] for one in walk(api, "", "newest") if one["seq"] <= numbers[-1]]
    assert newest == numbers[::-1] == sorted(set(numbers), reverse=True)
    boss = seen[-1]["actor_id"]
    theirs = [one["seq"] for one in walk(api, f"actor_id={boss}", "newest")]
    assert set(theirs) >= {one["seq"] for one in seen if one["actor_id"] == boss}


def test_a_time_or_a_sort_that_is_none_is_refused(api: Api) -> None:
    boss = api.app.actor().person_id
    for path in ("only=nonsense", "order=sideways", "since=yesterday", "after=-1", "who=x"):
        answer = api.ask("GET", f"/v1/audit?{path}", boss)
        assert answer.status in (400, 422), (path, answer.text)
        assert_problem(answer)


def test_the_command_goes_through_the_same_pages(api: Api, seen: list[dict[str, Any]]) -> None:
    with place(api.app.settings.folder):
        first = revrise("audit", "list", "--action", "course.", "--limit", "3", "--json").json()
        last = str(first["after"])
        rest = revrise("audit", "list", "--action", "course.", "--after", last, "--json").json()
        numbers = [one["seq"] for one in (*first["items"], *rest["items"])]
        fits = [one["seq"] for one in seen if one["action"].startswith("course.")]
        assert numbers == fits[::-1]
        assert rest["after"] is None
        shown = revrise("audit", "list", "--only", "refusals", "--limit", "1", "--oldest")
        assert shown.code == 0, shown.text
        day = f"{seen[-1]['at'][:10]}"
        assert revrise("audit", "list", "--until", "2001-01-01", "--json").json()["items"] == []
        assert revrise("audit", "list", "--since", day, "--json").json()["items"]
        assert revrise("audit", "list", "--since", "never").code != 0
