"""The pages of the policy and of access: changed after a look, wrong texts named, roles lent."""

import html
import re
from typing import Any

AT = "/admin/policy/edit"


def shown(ask: Any) -> tuple[str, str]:
    """The text and the version in force."""
    page = ask("admin", AT).text
    text = re.search(r'<textarea[^>]*name="text"[^>]*>(.*?)</textarea>', page, re.S)
    version = re.search(r'name="version" value="(\d+)"', page)
    assert text
    assert version
    return html.unescape(text[1]), version[1]


MORE = """
[[rule]]
who = "rep"
may = "read"
on = "deal"
where = "stage == 'Nowhere'"
effect = "deny"
"""


def test_a_change_is_compared_before_it_counts(ask: Any, app: Any) -> None:
    text, version = shown(ask)
    rules = len(app.desk.policy.rules(app.settings.tenant))
    compared = ask("admin", AT, {"text": text + MORE, "version": version})
    assert compared.status_code == 200
    assert "<ins>deny rep read deal" in compared.text
    assert len(app.desk.policy.rules(app.settings.tenant)) == rules
    fields = {"text": text + MORE, "version": version, "note": "hide it", "apply": "1"}
    assert ask("admin", AT, fields).status_code == 303
    assert len(app.desk.policy.rules(app.settings.tenant)) == rules + 1
    assert "hide it" in ask("admin", "/admin/policy/history").text
    late = ask("admin", AT, {**fields, "text": text})
    assert late.status_code == 422
    assert "changed by somebody else" in late.text
    back = ask("admin", f"/admin/policy/versions/{version}/restore", {"version": shown(ask)[1]})
    assert back.status_code == 303
    assert len(app.desk.policy.rules(app.settings.tenant)) == rules


def test_a_wrong_text_is_named_by_its_line_and_stays_in_the_form(ask: Any) -> None:
    text, version = shown(ask)
    wrong = text + MORE.replace("deny", "dney")
    answer = ask("admin", AT, {"text": wrong, "version": version, "apply": "1"})
    assert answer.status_code == 422
    line = text.count("\n") + 2
    assert f"line {line}" in answer.text
    assert "dney" in answer.text
    assert shown(ask) == (text, version)


def test_a_preview_tells_figures_and_no_rows(ask: Any, app: Any) -> None:
    person = next(one for one in app.people.list(app.actor()) if "rep" in one["roles"])
    page = ask("admin", f"/admin/policy/preview?person={person['id']}")
    assert page.status_code == 200
    assert "deal" in page.text


def test_others_get_none_of_it(ask: Any) -> None:
    for path in (AT, "/admin/policy/history", "/admin/policy/preview", "/admin/access"):
        assert ask("manager", path).status_code in (403, 404), path
    assert ask("manager", AT, {"text": "", "version": "1", "apply": "1"}).status_code in (403, 404)


def test_a_manager_lends_a_role_and_takes_it_back(ask: Any, app: Any) -> None:
    rep = next(
        one
        for one in app.people.list(app.actor())
        if one["roles"] == ("rep",) or one["roles"] == ["rep"]
    )
    fields = {
        "person_id": rep["id"],
        "role": "manager",
        "days": "3",
        "reason": "on leave until Monday",
    }
    assert ask("manager", "/access/grants", fields).status_code == 303
    assert "manager" in app.actor(rep["id"]).roles
    grant = app.role_grants.grants(app.actor())[0]["id"]
    assert ask("manager", f"/access/grants/{grant}/end", {}).status_code == 303
    assert "manager" not in app.actor(rep["id"]).roles
    short = ask("manager", "/access/grants", {**fields, "reason": "short"})
    assert short.status_code == 422
    assert "f-reason" in short.text


def test_a_range_is_set_and_left_to_the_roles_again(ask: Any, app: Any) -> None:
    rep = next(one for one in app.people.list(app.actor()) if "rep" in one["roles"])
    fields = {"subject": f"person:{rep['id']}", "range": "all"}
    assert ask("admin", "/admin/access/ranges", fields).status_code == 303
    assert app.actor(rep["id"]).reach.everything
    assert ask("admin", "/admin/access/ranges", {**fields, "range": "roles"}).status_code == 303
    assert not app.actor(rep["id"]).reach.everything
