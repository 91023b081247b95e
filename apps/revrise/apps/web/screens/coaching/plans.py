"""Plans: proposed from a gap, accepted, worked on, adjusted by one of two tabs, ended."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from attrs import evolve, frozen
from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, Sent, fault
from revrise.apps.web.moments import end_of, there
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.coaching import plan_chart, views
from revrise.apps.web.visit import visit, words
from revrise.core.coaching.plan import Action, Plan
from revrise.core.errors import Conflict, Invalid, Refused
from revrise.core.ids import derived
from revrise.services.coaching.gaps import Quote
from revrise.services.coaching.plans import AdjustPlan, ProposePlan
from revrise.services.coaching.progress import PlanPage


@frozen
class Wanted:
    """What a form would make of a plan."""

    target: float
    due_at: datetime
    actions: tuple[Action, ...]


@get("/coaching/plans")
def listed(request: Web, app: App, by: By) -> Response[str]:
    """Every plan the reader may see."""
    found = app.plan_pages.all(by)
    state = request.query_params.get("state") or ""
    kept = [one for one in found if state in ("", one.row["state"])]
    return page(request, "coaching/plans.html", plans=kept, state=state, views=views)


@get("/coaching/plans/{plan_id:str}")
def plan(request: Web, app: App, by: By, plan_id: Part) -> Response[str]:
    """One plan with its progress."""
    return _shown(request, app, by, plan_id)


@get("/coaching/plans/{plan_id:str}/adjust")
def adjusting(request: Web, app: App, by: By, plan_id: Part) -> Response[str]:
    """The form that changes it."""
    found = app.plan_pages.show(plan_id, by)
    if "adjust" not in found.allowed:
        raise Refused("you may not change this plan", remedy="ask its coach")
    wanted = Wanted(found.plan.target, found.plan.due_at, found.plan.actions)
    return _form(request, app, by, found, wanted, Sent(), 200)


def _shown(
    request: Web, app: Any, by: Any, plan_id: str, status: int = 200, error: str = ""
) -> Response[str]:
    found = app.plan_pages.show(plan_id, by)
    locale = visit(request).locale
    return page(
        request,
        "coaching/plan.html",
        status,
        view=found,
        timeline=_timeline(found),
        steps=plan_chart.steps(found, words(request)),
        chart=plan_chart.option(found, locale, words(request)),
        table=plan_chart.table(found, words(request)),
        errors={"": error} if error else {},
        views=views,
    )


def _timeline(found: PlanPage) -> list[tuple[Quote | None, Any]]:
    """Quotes and 1:1s held since the plan began, the newest first: (quote, None) or (None, row)."""
    held = [row for row in found.meetings if row["state"] == "held"]
    moments: list[tuple[datetime, Quote | None, Any]] = [
        *((one.at, one, None) for one in found.quotes),
        *((row["at"], None, row) for row in held if row["at"] >= found.plan.created_at),
    ]
    ordered = sorted(moments, key=lambda one: one[0], reverse=True)
    return [(quote, row) for _at, quote, row in ordered]


@post("/coaching/plans")
def propose(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """A plan against a gap; the second click leads to the first one's plan."""
    _ = words(request)
    app.desk.scope(by, "plan", "create")
    command = ProposePlan(form.text("person"), form.maybe("competency"))
    try:
        made = app.plans.propose(command, by)
    except Conflict as there:
        return redirect(request, f"/coaching/plans/{there.culprit}", _("There is a plan already"))
    except Refused:
        back = f"/coaching/people/{command.person_id}/{command.competency_id or ''}"
        return redirect(request, back, _("There is no known gap to close"), "bad")
    return redirect(request, f"/coaching/plans/{made.id}", _("Proposed; the rep accepts it"))


@post("/coaching/plans/{plan_id:str}/{move:str}")
def move(request: Web, app: App, by: By, plan_id: Part, move: Part, form: Form) -> Response[Any]:
    """Accepts, completes or closes it, or marks one of its actions as done."""
    _ = words(request)
    reason = form.text("reason")
    if move == "close" and not reason:
        return _shown(request, app, by, plan_id, 422, _("Say why the plan ends"))
    work: dict[str, tuple[Callable[[], Any], str]] = {
        "accept": (lambda: app.plans.accept(plan_id, by), _("Accepted")),
        "complete": (lambda: app.plans.complete(plan_id, by), _("Completed")),
        "close": (lambda: app.plans.close(plan_id, reason, by), _("Closed")),
        "done": (lambda: app.plans.finish(plan_id, form.text("action"), by), _("Done")),
    }
    if move not in work:
        raise Invalid(f"a plan has no move {move!r}", remedy=", ".join(work))
    act, said = work[move]
    try:
        act()
    except Conflict:
        text = _("The plan has moved on meanwhile; this is how it stands")
        return redirect(request, f"/coaching/plans/{plan_id}", text, "bad")
    except Refused:
        if move != "complete":
            raise
        text = _("Actions are still open: finish them, or close the plan with a reason")
        return _shown(request, app, by, plan_id, 422, text)
    return redirect(request, f"/coaching/plans/{plan_id}", said)


@post("/coaching/plans/{plan_id:str}/adjust")
def adjust(request: Web, app: App, by: By, plan_id: Part, form: Form) -> Response[Any]:
    """Changes it, unless somebody else did meanwhile: then both versions are shown."""
    _, found = words(request), app.plan_pages.show(plan_id, by)
    wanted = _wanted(request, app, by, found.plan, form)
    if form.errors:
        return _form(request, app, by, found, wanted, form, 422)
    command = AdjustPlan(
        plan_id, form.whole("version") or 0, wanted.target, wanted.due_at, wanted.actions
    )
    try:
        app.plans.adjust(command, by)
    except Conflict:
        return _form(request, app, by, found, wanted, form, 409)
    except Invalid as wrong:
        known = _WRONG.get(wrong.culprit)
        text = _(known) if known else fault(wrong, visit(request).locale)
        form.errors[_FIELD.get(wrong.culprit, "")] = text
        return _form(request, app, by, found, wanted, form, 422)
    return redirect(request, f"/coaching/plans/{plan_id}", _("Plan changed"))


_FIELD = {"target": "target", "due_at": "due", "actions": "actions"}
_WRONG = {
    "target": "From 1 to 5",
    "due_at": "After the plan began",
    "actions": "Keep at least one action, and those that are done",
}


def _wanted(request: Web, app: Any, by: Any, plan: Plan, form: Sent) -> Wanted:
    """What the form says, on top of the plan as it is now."""
    _ = words(request)
    due = _day(request, form.text("due"))
    if due is None:
        form.errors["due"] = _("Write a day")
    try:
        target = float(form.text("target").replace(",", "."))
    except ValueError:
        target = plan.target
        form.errors["target"] = _("A number from 1 to 5")
    seen = set(form.many("seen"))
    kept = [
        evolve(action, due_at=_day(request, form.text(f"due-{key}")) or action.due_at)
        if action.done_at is None
        else action
        for action in plan.actions
        if (key := key_of(action)) not in seen
        or action.done_at is not None
        or form.text(f"keep-{key}")
    ]
    added = _added(app, by, form.text("add"), due or plan.due_at, _("1:1"))
    return Wanted(target, due or plan.due_at, (*kept, *added))


def _added(app: Any, by: Any, chosen: str, due: datetime, meeting: str) -> list[Action]:
    kind, _sep, subject = chosen.partition(":")
    if kind == "one_on_one":
        return [Action(kind, f"one-on-one-{due:%Y%m%d}", meeting, due)]
    titles = dict(playbook(app, by))
    return [Action(kind, subject, titles[chosen], due)] if chosen in titles else []


def key_of(action: Action) -> str:
    """A short name of an action for form fields, the same in every version of the plan."""
    return derived("a", action.kind, action.subject_id, action.title)[-8:]


def playbook(app: Any, by: Any) -> list[tuple[str, str]]:
    """What may be added to a plan: (kind:id, title)."""
    courses = [(f"course:{row['id']}", row["title"]) for row in app.learning.courses(by)]
    scenes = [(f"scenario:{row['id']}", row["title"]) for row in app.practice.scenarios(by)]
    return [*courses, *scenes]


def _day(request: Web, text: str) -> datetime | None:
    return end_of(text, visit(request).zone)


def _form(
    request: Web, app: Any, by: Any, found: Any, wanted: Wanted, form: Sent, status: int
) -> Response[str]:
    return page(
        request,
        "coaching/adjust.html",
        status,
        view=found,
        wanted=wanted,
        form=form,
        conflict=status == 409,  # noqa: PLR2004 - two versions of one plan
        playbook=playbook(app, by),
        key_of=key_of,
        iso=lambda at: there(at, visit(request).zone).date().isoformat(),
        views=views,
    )


HANDLERS = [listed, plan, adjusting, propose, adjust, move]
