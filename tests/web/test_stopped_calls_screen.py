"""What stopped calls stands on the page of jobs, and all of a cause are started again there."""

from typing import Any

import pytest
from tests.support.stopped_calls import ERROR, REMEDY, stop


@pytest.fixture(scope="module")
def cause(app: Any) -> str:
    return stop(app, "rep", "one", "two", team_id="west")


def test_the_page_says_what_to_do_why_and_how_many(ask: Any, cause: str) -> None:
    page = ask("admin", "/admin/jobs").text
    for part in (
        REMEDY,
        ERROR,
        "Start them again",
        "2 calls are processed again.",
        "Start 2 calls",
    ):
        assert part in page
    assert "call_one" not in page
    assert "Stopped one" not in page
    assert cause not in ask("manager", "/admin/jobs").text


def test_pressed_twice_it_is_one_job_and_afterwards_nothing_waits(
    ask: Any, app: Any, cause: str
) -> None:
    way = f"/admin/stopped/{cause}/restart"
    for who in ("rep", "coach", "manager", "enablement", "zh"):
        assert ask(who, way, {}).status_code in (403, 404)
    pressed = [ask("admin", way, {}) for _ in range(2)]
    assert {(one.status_code, one.headers["location"]) for one in pressed} == {(303, "/admin/jobs")}
    page = ask("admin", "/admin/jobs").text
    assert "being started again" in page
    assert f'action="{way}"' not in page  # of other causes there may be more
    assert page.count("Start stopped calls again") == 1
    app.job_engine.run_all()
    assert way not in ask("admin", "/admin/jobs").text
    assert ask("admin", way, {}).status_code == 303
    assert ask("admin", "/admin/stopped/cause_nothing/restart", {}).status_code == 404
