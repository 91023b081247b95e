"""The form that gives a call to reviewers, where there is no rubric to review it on."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from revrise.core.conversations.call import Call
from revrise.core.governance.actor import system_actor
from revrise.core.governance.scope import system_scope
from revrise.services.plugins.settings import ConfigurePlugin

CALL = Call("call_asg", "Intro", "rep", "west", datetime(2026, 6, 1, tzinfo=UTC), "en", "a" * 64)


@pytest.fixture
def call(app: Any) -> Iterator[str]:
    by, scope = system_actor("acme"), system_scope
    with app.desk.store.begin(by) as work:
        work.of(Call).add(CALL, scope("acme", "call", "create", "test"))
        work.record("test.put", "acme")
    yield CALL.id
    with app.desk.store.begin(by) as work:
        work.of(Call).remove(CALL.id, scope("acme", "call", "delete", "test"))
        work.record("test.removed", "acme")


@pytest.fixture
def no_rubrics(app: Any) -> Iterator[None]:
    """Every plugin that brings a rubric is switched off, and on again afterwards."""
    by = app.people.actor("admin")
    bring = [one.id for one in app.plugins.list(by) if "register_rubrics" in one.hooks]
    for one in bring:
        app.plugin_settings.configure(ConfigurePlugin(one, enabled=False), by)
    yield
    for one in bring:
        app.plugin_settings.configure(ConfigurePlugin(one, enabled=True), by)


def test_the_form_offers_the_rubrics_there_are(ask: Any, call: str) -> None:
    shown = ask("manager", f"/calls/{call}/assign")
    assert (shown.status_code, 'value="next-steps"' in shown.text) == (200, True)


@pytest.mark.usefixtures("no_rubrics")
def test_without_a_rubric_there_is_no_form_and_nothing_is_given(
    ask: Any, app: Any, call: str
) -> None:
    assert app.rubrics.all(app.people.actor("manager")) == []
    assert ask("manager", f"/calls/{call}/assign").status_code == 404
    sent = {"rubric": "next-steps", "reviewers": ["coach", "admin"], "due": "2026-06-09"}
    assert ask("manager", f"/calls/{call}/assign", sent).status_code == 404
    assert app.assignments.list(app.people.actor("manager")) == []
    # Who may not give it is told so, rubric or none.
    assert ask("rep", f"/calls/{call}/assign").status_code == 403
