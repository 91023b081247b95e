"""Review of content: what waits for whom, who approves what, its time, going back."""

from typing import Any

from litestar import Response, post

from revrise.apps.api.deps import App, By, Web
from revrise.apps.web import forms
from revrise.apps.web.forms import Form
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get
from revrise.apps.web.screens.content.names import KIND_NAMES
from revrise.apps.web.typed import Typed
from revrise.apps.web.visit import visit, words
from revrise.core.content.approval import COURSE, ApprovalRule
from revrise.core.content.asset import KINDS
from revrise.core.errors import Invalid, NotFound
from revrise.core.governance.actor import Actor


@get("/content/review", sync_to_thread=True)
def inbox(request: Web, app: App, by: By) -> Response[str]:
    """What waits for the reader, and what else is in review."""
    found = app.content_review.inbox(by)
    _ = words(request)
    return page(
        request,
        "content/review.html",
        mine=[one for one in found if one.mine],
        others=[one for one in found if not one.mine],
        kinds={name: _(text) for name, text in KIND_NAMES.items()},
    )


@get("/content/rules", sync_to_thread=True)
def rules(request: Web, app: App, by: By) -> Response[str]:
    """How many approve which kind of content, and who is asked."""
    return _rules(request, app, by)


@post("/content/rules", status_code=303, sync_to_thread=True)
def set_rule(request: Web, app: App, by: By, data: Form) -> Response[Any]:
    """Puts a rule in force."""
    form = Typed(data)
    chosen = form.many("approvers"), form.many("roles")
    try:
        rule = ApprovalRule(form.text("kind"), form.whole("needed") or 0, *chosen)
        app.content_review.set_rule(rule, by)
    except (Invalid, NotFound) as wrong:
        errors = forms.problems(wrong, ("kind", "needed", "approvers", "roles"))
        return _rules(request, app, by, errors, 422)
    return redirect(request, "/content/rules", words(request)("Saved, and in force"))


def keep(request: Web, app: App, by: Actor, asset_id: str, step: str, form: Typed) -> Response[Any]:
    """Another day of expiry, or an earlier version once more."""
    _ = words(request)
    if step == "rollback":
        made = app.content_review.rollback(asset_id, form.text("number"), by)
        said = _("Version %(number)s is published", number=made.number)
        return redirect(request, f"/content/{asset_id}", said)
    until = form.due("until", visit(request).zone, _("This is no date"))
    if form.errors:
        raise Invalid(form.errors["until"], culprit="until")
    app.content_review.set_expiry(asset_id, until, by)
    return redirect(request, f"/content/{asset_id}", _("Saved"))


def _rules(
    request: Web, app: Any, by: Actor, errors: Any = None, status: int = 200
) -> Response[str]:
    _ = words(request)
    people = app.people.list(by)
    return page(
        request,
        "content/rules.html",
        status,
        rules=app.content_review.rules(by),
        kinds={
            "*": _("All others"),
            **{one: _(KIND_NAMES[one]) for one in KINDS},
            COURSE: _("Course"),
        },
        people=people,
        names={one["id"]: one["name"] for one in people},
        roles=app.desk.policy.roles(by.tenant_id),
        may_set=app.desk.policy.explain(by, "approval_rule", "update").allowed,
        errors=errors or {},
    )


HANDLERS = [inbox, rules, set_rule]
