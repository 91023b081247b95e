"""The privacy pages: forms do what they say and say what is wrong; others are told nothing."""

import re

WHY = "a case before the court"


def test_an_admin_holds_keeps_and_erases_by_forms(ask, app):
    html = ask("admin", "/admin/privacy").text
    assert "Consent coverage" in html
    kept = ask("admin", "/admin/privacy/retention", {"class": "recording", "days": "730"})
    assert kept.status_code == 303
    assert "730" in ask("admin", "/admin/privacy").text
    wrong = ask("admin", "/admin/privacy/retention", {"class": "ai_log", "days": "3"})
    assert (wrong.status_code, "must be 183" in wrong.text) == (422, True)
    held = {"kind": "person", "subject_id": "coach", "reason": WHY}
    assert ask("admin", "/admin/privacy/holds", held).status_code == 303
    asked = {"of": "person", "person_id": "coach", "why": WHY}
    assert "legal hold" in ask("admin", "/admin/privacy/erasures", asked).text
    hold = app.holds.list(app.people.actor("admin"))[0]
    path = f"/admin/privacy/holds/{hold.id}/release"
    assert ask("admin", path, {"because": "it is closed now"}).status_code == 303
    assert ask("admin", path, {"because": "it is closed now"}).status_code == 422
    assert ask("admin", "/admin/privacy/erasures", asked).status_code == 303
    erasure = app.erasures.list(app.people.actor("admin"))[0]
    steps = f"/admin/privacy/erasures/{erasure.id}"
    assert ask("admin", f"{steps}/nothing", {}).status_code == 404
    assert "It cannot be undone" in ask("admin", "/admin/privacy").text
    assert ask("admin", f"{steps}/refuse", {}).status_code == 303
    assert ask("admin", f"{steps}/confirm", {}).status_code == 422


def test_whom_it_is_about_is_found_by_name_and_chosen(ask, app):
    found = ask("admin", "/admin/privacy/new/hold?q=co").text
    assert "kind=person&amp;id=coach" in found
    assert (
        "kind=person&amp;id=coach"
        not in ask("admin", "/admin/privacy/new/hold?q=co&kind=call").text
    )
    assert "Nothing found" in ask("admin", "/admin/privacy/new/erase?q=zzzz").text
    name = app.people.list(app.people.actor("admin"))[0]["name"]
    assert name in ask("admin", f"/admin/privacy/new/copy?q={name}").text
    for purpose, field in (("hold", "reason"), ("erase", "why"), ("copy", "person_id")):
        form = ask("admin", f"/admin/privacy/new/{purpose}?kind=person&id=coach").text
        assert f'name="{field}"' in form
        assert 'value="coach"' in form
    assert "/admin/privacy/new/erase?kind=person" in ask("admin", "/admin/people/coach").text
    short = {"kind": "person", "subject_id": "coach", "reason": "short"}
    again = ask("admin", "/admin/privacy/holds", short)
    assert (again.status_code, 'value="short"' in again.text) == (422, True)
    unknown = {**short, "subject_id": "nobody", "reason": WHY}
    assert ask("admin", "/admin/privacy/holds", unknown).status_code == 422
    for path in ("hold?kind=person&id=nobody", "nonsense"):
        assert ask("admin", f"/admin/privacy/new/{path}").status_code == 404
    assert ask("rep", "/admin/privacy/new/hold?q=co").status_code == 403


def test_everybody_asks_for_their_own_copy_and_fetches_it_once_it_is_made(ask, app):
    assert ask("rep", "/me/privacy/exports", {}).status_code == 303
    made = app.subject_exports.list(app.people.actor("rep"))[0]
    fetch = f"/me/privacy/exports/{made.id}"
    assert ask("rep", fetch).status_code == 409
    app.privacy_tasks.exporting.run(None, {"export": made.id})
    assert fetch in ask("rep", "/me/privacy").text
    answer = ask("rep", fetch)
    assert answer.content.startswith(b"PK")
    assert answer.headers["content-disposition"] == f'attachment; filename="{made.id}.zip"'
    assert ask("coach", fetch).status_code == 404


def test_it_is_not_for_others_and_speaks_chinese(ask):
    assert ask("rep", "/admin/privacy").status_code == 403
    assert ask("manager", "/admin/privacy/holds", {"kind": "person"}).status_code in (403, 422)
    html = ask("zh", "/me/privacy").text
    assert "我的数据" in html
    assert not re.search(r">\s*Ask for a copy", html)
