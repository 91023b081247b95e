"""Changing the policy: its text, what would be different, who would see what, its history."""

import re
from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, fault
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.visit import visit, words
from revrise.core.bilingual import Language
from revrise.core.errors import Conflict, Invalid, NotFound, Refused, RevRiseError
from revrise.services.policy.views import ApplyPolicy

_ROWS = 200


@get("/admin/policy/edit")
def edit(request: Web, app: App, by: By) -> Response[str]:
    """The text in force, to change; `?version=3` begins with an earlier one."""
    app.desk.scope(by, "policy", "update")
    stored, wanted = app.policy_desk.show(by), request.query_params.get("version", "")
    text = stored.text
    if wanted.isascii() and wanted.isdecimal():
        text = app.policy_desk.version(int(wanted), by).text
    return _form(request, text, stored.version)


@post("/admin/policy/edit")
def save(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """Compares what was typed with what is in force, and puts it there when told to."""
    app.desk.scope(by, "policy", "update")
    text = form.raw("text").replace("\r\n", "\n")
    version, note = form.whole("version") or 0, form.text("note")
    desk, _ = app.policy_desk, words(request)
    try:
        if not form.text("apply"):
            return _form(request, text, version, note=note, diff=desk.diff(text, by))
        made = desk.apply(ApplyPolicy(text, version, note), by)
    except (Invalid, Conflict, Refused) as error:
        return _form(request, text, version, 422, note=note, wrong=error)
    return redirect(request, "/admin/policy", _("Version %(number)s is in force", number=made))


@get("/admin/policy/history")
def history(request: Web, app: App, by: By) -> Response[str]:
    """What the policy was, the newest first."""
    changes = app.policy_desk.history(by)
    names = {one["id"]: one["name"] for one in app.people.list(by)}
    return page(request, "admin/policy_history.html", changes=changes, names=names)


@post("/admin/policy/versions/{number:str}/restore")
def restore(request: Web, app: App, by: By, number: Part, form: Form) -> Response[Any]:
    """An earlier policy again."""
    if not (number.isascii() and number.isdecimal()):
        raise NotFound(f"no policy {number}")
    made = app.policy_desk.restore(int(number), form.whole("version") or 0, by)
    _ = words(request)
    return redirect(request, "/admin/policy", _("Version %(number)s is in force", number=made))


@get("/admin/policy/preview")
def preview(request: Web, app: App, by: By) -> Response[str]:
    """What somebody sees, in figures."""
    app.desk.scope(by, "policy", "read")
    person = request.query_params.get("person", "")
    people = [(one["id"], one["name"]) for one in app.people.list(by)][:_ROWS]
    seen = app.policy_preview.of(app.people.find(person, by), by) if person else None
    return page(request, "admin/policy_preview.html", people=people, person=person, seen=seen)


def _form(request: Web, text: str, version: int, status: int = 200, **more: Any) -> Response[str]:
    wrong: RevRiseError | None = more.get("wrong")
    return page(
        request,
        "admin/policy_edit.html",
        status,
        text=text,
        version=version,
        note=more.get("note", ""),
        diff=more.get("diff"),
        wrong=_told(wrong, visit(request).locale) if wrong else None,
    )


def _told(error: RevRiseError, language: Language) -> tuple[str, str]:
    """Where it is wrong, and what."""
    line = re.fullmatch(r"line (\d+)", error.culprit)
    at = f"第 {line[1]} 行" if line and language == "zh" else error.culprit
    return at, fault(error, language)


HANDLERS = [edit, save, history, restore, preview]
