"""A database of the version before: its policy keeps deciding, what is new waits for a word."""

from pathlib import Path
from typing import Any

import pytest
from tests.support.api import close, opened

from revrise.core.errors import Refused
from revrise.core.governance.actor import system_actor
from revrise.core.governance.policy_text import document

NEW = ("step_mark", "plugin_setting")


@pytest.fixture
def older(tmp_path: Path) -> Any:
    api = opened(tmp_path / "older")
    api.company  # noqa: B018 - stores it
    app = api.app
    kept = [
        rule
        for rule in app.governance.rules(app.actor())
        if rule.resource not in NEW and (rule.resource, rule.action) != ("plugin", "configure")
    ]
    with app.store.begin(system_actor(app.settings.tenant)) as work:
        work.set_policy(document(kept))
        work.record("test.older", app.settings.tenant)
    yield api
    close(api)


def test_pages_stand_without_what_the_policy_does_not_open_yet(older: Any) -> None:
    app = older.app
    for person in ("per_n1", "per_admin"):
        with pytest.raises(Refused):
            app.desk.scope(app.actor(person), "step_mark", "create")
    (step, *_) = older.ask("GET", "/v1/home/steps", "per_n1").json()["items"]
    aside, done = f"/v1/home/steps/{step['id']}:set-aside", {"state": "done"}
    assert older.ask("POST", aside, "per_n1", json=done).status == 403
    assert "todo-s" not in older.ask("GET", "/", "per_n1").text
    for page in ("/admin/plugins", "/admin/plugins/csv"):
        assert older.ask("GET", page, "per_admin").status == 200
    assert older.ask("GET", "/v1/plugins", "per_admin").status == 200
    assert older.ask("GET", "/v1/plugins/csv/settings", "per_admin").status == 403
    added = older.ask("POST", "/v1/policy/defaults:adopt", "per_admin", json={})
    assert added.status in (200, 201), added.text
    assert "todo-s" in older.ask("GET", "/", "per_n1").text
    assert older.ask("POST", aside, "per_n1", json=done).status == 204
    assert older.ask("GET", "/v1/plugins/csv/settings", "per_admin").status == 200
    assert app.governance.verify_audit(app.actor())["breach"] is None
