"""The vault's page: how the keys stand, a rotation whose progress shows, never a key."""

import base64
from pathlib import Path


def test_an_admin_rotates_and_sees_how_far_the_job_is(ask, app):
    html = ask("admin", "/admin/vault").text
    assert "Keys of the organisation" in html
    by = app.people.actor("admin")
    before = app.vault.status(by)
    assert ask("admin", "/admin/vault/rotate", {}).status_code == 303
    after = app.vault.status(by)
    assert after.tenant != before.tenant
    html = ask("admin", "/admin/vault").text
    assert after.tenant[:12] in html
    assert after.master[:8] in html
    key = Path(app.settings.folder, "vault.key").read_text().strip()
    assert key not in html
    assert base64.b64decode(key).hex() not in html


def test_a_key_is_destroyed_by_a_form_that_says_what_is_wrong(ask):
    sent = {"kind": "call", "subject_id": "call_nobody", "reason": "leak"}
    assert ask("admin", "/admin/vault/shred", sent).status_code == 303
    wrong = ask("admin", "/admin/vault/shred", {**sent, "subject_id": " "})
    assert (wrong.status_code, "f-subject_id" in wrong.text) == (422, True)
    assert ask("admin", "/admin/vault/shred", {**sent, "reason": "<b>"}).status_code == 422


def test_it_is_not_for_others(ask):
    assert ask("rep", "/admin/vault").status_code == 403
    assert ask("manager", "/admin/vault/rotate", {}).status_code == 403
    assert ask("coach", "/admin/vault/shred", {"kind": "call"}).status_code == 403
