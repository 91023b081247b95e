"""The list of 1:1s shows all of them, page by page."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from revrise.core.coaching.one_on_one import OneOnOne
from revrise.core.governance.actor import system_actor
from revrise.core.governance.scope import system_scope

FIRST, MANY = datetime(2026, 1, 5, 9, tzinfo=UTC), 120


@pytest.fixture
def meetings(app: Any) -> Iterator[list[str]]:
    """Their ids, the newest first; two are always at the same time."""
    by = system_actor("acme")
    made = [
        OneOnOne(f"oo_{number:03}", "rep", "west", "coach", FIRST + timedelta(days=number // 2), ())
        for number in range(MANY)
    ]
    with app.desk.store.begin(by) as work:
        scope = system_scope("acme", "one_on_one", "create", "test")
        work.of(OneOnOne).add_many(made, scope)
        work.record("test.put", "acme")
    yield [one.id for one in sorted(made, key=lambda one: (one.at, one.id), reverse=True)]
    with app.desk.store.begin(by) as work:
        for one in made:
            scope = system_scope("acme", "one_on_one", "delete", "test")
            work.of(OneOnOne).remove(one.id, scope)
        work.record("test.removed", "acme")


def test_every_meeting_is_on_one_page_the_newest_first(ask: Any, meetings: list[str]) -> None:
    path, found, pages = "/coaching/one-on-ones", [], 0
    while path:
        text = ask("coach", path).text
        found += re.findall(r'href="/coaching/one-on-ones/(oo_\d+)"', text)
        behind = re.search(r'rel="next" href="([^"]+)"', text)
        path, pages = behind[1] if behind else "", pages + 1
    assert pages == 3
    assert len(found) == len(set(found)) == MANY
    assert [one[:5] for one in found] == [one[:5] for one in meetings]


def test_the_coaching_page_shows_the_four_newest(app: Any, meetings: list[str]) -> None:
    found = app.meeting_pages.newest(app.people.actor("rep"), limit=4)
    assert {row["id"] for row in found.rows} == {*meetings[:4]}
    assert found.cursor == found.rows[-1]["id"]


def test_what_is_planned_this_week_is_found_behind_many_later_ones(
    app: Any, meetings: list[str]
) -> None:
    found = app.meeting_pages.planned(
        app.people.actor("coach"), FIRST, FIRST + timedelta(days=1, hours=1)
    )
    assert [row["id"][:5] for row in found.rows] == ["oo_00"] * 4
    assert found.names["rep"] == "Rana Reed"
