"""Review of content: what waits for whom, who approves what, its time, going back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from attrs import frozen
from litestar import Response

from revrise.apps.api.deps import App, By, Web
from revrise.apps.web.forms import Form, Sent
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.content.names import KIND_NAMES
from revrise.apps.web.visit import visit, words
from revrise.core.content.approval import COURSE, ApprovalRule
from revrise.core.content.asset import KINDS
from revrise.core.errors import Invalid, NotFound
from revrise.core.governance.actor import Actor
from revrise.services.content.review import Waiting
from revrise.services.learning.course_review import WaitingCourse
from revrise.services.reach import may


@get("/content/review")
def inbox(request: Web, app: App, by: By) -> Response[str]:
    """What waits for the reader, and what else is in review."""
    found, _ = _waiting(app, by), words(request)
    return page(
        request,
        "content/review.html",
        mine=[one for one in found if one.mine],
        others=[one for one in found if not one.mine],
        kinds={**{name: _(text) for name, text in KIND_NAMES.items()}, COURSE: _("Course")},
    )


@frozen
class Entry:
    """What waits: `at` takes the decision, `href` shows it, `seen` is what is decided about."""

    at: str
    href: str
    title: str
    kind: str
    number: str
    author: str
    since: datetime
    approvals: int
    needed: int
    mine: bool
    changes: bool = False
    seen: str = ""


def _waiting(app: Any, by: Actor) -> Sequence[Entry]:
    """Content and courses, the longest waiting first; each for who may approve it."""
    with_courses = may(app.desk, by, "course", "approve")
    courses = app.course_review.inbox(by) if with_courses else ()
    able = may(app.desk, by, "asset", "approve") or not with_courses
    assets = app.content_review.inbox(by) if able else ()
    found = [*map(_of_asset, assets), *map(_of_course, courses)]
    return sorted(found, key=lambda one: (one.since, one.at))


def _of_asset(one: Waiting) -> Entry:
    at, number = f"/content/{one.asset['id']}", one.edition["number"]
    shown = f"{at}?version={number}" + (f"&against={one.against}" if one.against else "")
    words = one.asset["title"], one.asset["kind"], f"v{number}", one.author
    return Entry(
        at, shown, *words, one.since, one.approvals, one.needed, one.mine, bool(one.against)
    )


def _of_course(one: WaitingCourse) -> Entry:
    at, course = f"/learning/{one.course.id}", one.course
    words = course.title, COURSE, f"v{course.edition}", one.author
    figures = one.approvals, one.needed, one.mine
    return Entry(at, f"{at}/edit", *words, one.since, *figures, seen=str(course.version))


@get("/content/rules")
def rules(request: Web, app: App, by: By) -> Response[str]:
    """How many approve which kind of content, and who is asked."""
    return _rules(request, app, by)


@post("/content/rules")
def set_rule(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """Puts a rule in force."""
    chosen = form.many("approvers"), form.many("roles")
    try:
        rule = ApprovalRule(form.text("kind"), form.whole("needed") or 0, *chosen)
        app.content_review.set_rule(rule, by)
    except (Invalid, NotFound) as wrong:
        form.refused(wrong, ("kind", "needed", "approvers", "roles"), visit(request).locale)
        return _rules(request, app, by, form, 422)
    return redirect(request, "/content/rules", words(request)("Saved, and in force"))


def keep(request: Web, app: App, by: Actor, asset_id: str, step: str, form: Sent) -> Response[Any]:
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
    request: Web, app: Any, by: Actor, form: Sent | None = None, status: int = 200
) -> Response[str]:
    _, typed = words(request), form or Sent()
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
        typed=typed,
        errors=typed.errors,
    )


HANDLERS = [inbox, rules, set_rule]
