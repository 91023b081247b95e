"""The page of call sources: what a sync came to, in words, and asking now."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from revrise.core.conversations.intake.pulling import Pulling
from revrise.core.conversations.intake.source import IntakeSource
from revrise.core.governance.actor import system_actor
from revrise.core.governance.scope import system_scope

NOW = datetime.now(UTC)


@pytest.fixture
def source(app: Any) -> Any:
    """Keeps a source that asks a system, as its last sync left it; switched off afterwards."""
    kept: list[str] = []

    def keep(pulling: Pulling | None, **more: Any) -> str:
        made = IntakeSource(
            app.desk.ids.new("src"), "Talks", "manager", NOW, connector="gong",
            pulling=pulling, due_at=NOW + timedelta(hours=1), **more,
        )  # fmt: skip
        with app.desk.store.begin(system_actor("acme")) as work:
            scope = system_scope("acme", "intake_source", "create", "test")
            work.of(IntakeSource).add(made, scope)
            work.record("test.put", made.id)
        kept.append(made.id)
        return made.id

    yield keep
    for one in kept:
        app.intake_sources.switch(one, app.people.actor("admin"), active=False)


def test_the_page_says_how_a_sync_went_and_what_to_do(ask: Any, source: Any) -> None:
    source(Pulling("j", "done", NOW, NOW, 3, 1, "no <b>consent"))
    shown = ask("admin", "/admin/intake").text
    assert "3 new calls; 1 left out: no &lt;b&gt;consent" in shown
    source(Pulling("j", "broken", NOW, NOW, error="Gong refuses: 401", remedy="look at the keys"))
    source(Pulling("j", "late", NOW, NOW, error="no answer"))
    source(Pulling("j", "running", NOW))
    source(None)
    shown = ask("admin", "/admin/intake").text
    for words in (
        "Somebody must mend it. <code>Gong refuses: 401: look at the keys</code>",
        "The system did not answer; it is asked again. <code>no answer</code>",
        "A sync goes on.",
        "not asked yet",
    ):
        assert words in shown


def test_who_runs_sources_has_it_asked_now_unless_it_asked_to_wait(
    ask: Any, app: Any, source: Any
) -> None:
    ready = source(None)
    assert ask("admin", f"/admin/intake/{ready}/sync", {}).status_code == 303
    queued = [one.task for one in app.jobs.list(app.people.actor("admin")) if one.key == ready]
    assert queued == ["intake.sync"]
    waits = source(Pulling("j", "waits", NOW, NOW, error="busy"))
    assert "The system asked to wait until" in ask("admin", "/admin/intake").text
    assert ask("admin", f"/admin/intake/{waits}/sync", {}).status_code == 303
    assert not [one for one in app.jobs.list(app.people.actor("admin")) if one.key == waits]
    assert ask("manager", f"/admin/intake/{ready}/sync", {}).status_code == 403


def test_a_system_that_no_plugin_offers_is_refused_with_the_form(ask: Any) -> None:
    sent = {"name": "Gong", "owner": "manager", "consent": "none", "country": ""}
    refused = ask("admin", "/admin/intake", {**sent, "connector": "gong"})
    assert refused.status_code == 422
    assert "its keys are not set" in refused.text
