"""Content: the library, an asset and its versions, drafting and publishing, use on a deal."""

from collections.abc import Callable
from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, Sent, fault
from revrise.apps.web.i18n import Words
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.content import review
from revrise.apps.web.screens.content.markdown import rendered
from revrise.apps.web.screens.content.names import KIND_NAMES, STATE_NAMES, VERDICTS
from revrise.apps.web.visit import visit, words
from revrise.core.content.asset import KINDS
from revrise.core.errors import Conflict, Invalid, Refused
from revrise.core.governance.actor import Actor
from revrise.services.content.library import FACETS
from revrise.services.content.service import AddAsset

_USES = ("viewed", "shared", "used")
_TAGS = ("stage", "product", "persona", "industry", "competitor")
_REACHED = {
    "submit": "in_review",
    "send_back": "draft",
    "withdraw": "draft",
    "expire": "expired",
    "approve": "approved",
    "publish": "published",
    "retire": "retired",
}


@get("/content")
def library(request: Web, app: App, by: By) -> Response[str]:
    """The assets in reach, by facets and search."""
    asked = request.query_params
    chosen = {name: asked.get(name, "") for name in FACETS}
    view = app.library.view(by, chosen, asked.get("q", ""))
    may = app.desk.policy.explain
    return page(
        request,
        "content/library.html",
        part="rows",
        view=view,
        chosen=chosen,
        q=asked.get("q", ""),
        deal=asked.get("deal", ""),
        waiting=len(app.content_review.mine(by)) + len(app.course_review.mine(by)),
        may_review=may(by, "asset", "approve").allowed,
        may_rule=may(by, "approval_rule", "read").allowed,
        **_names(app, by, words(request)),
    )


@get("/content/new")
def new(request: Web, app: App, by: By) -> Response[str]:
    """The form of a new asset."""
    app.desk.scope(by, "asset", "create")
    return _new(request, app, by, Sent(), app.desk.ids.new("form"), 200)


@post("/content")
def add(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """Keeps it as a draft; a second click finds it kept."""
    _ = words(request)
    command = AddAsset(
        form.text("kind"),
        form.text("title"),
        form.text("body"),
        form.text("language") if form.text("language") in ("en", "zh") else "en",
        {name: form.text(name) for name in _TAGS if form.text(name)},
        form.text("token"),
    )
    try:
        made = app.content.add(command, by)
    except Invalid as wrong:
        said = {"kind": _("Choose a kind"), "title": _("Give it a title")}
        form.errors[wrong.culprit] = said.get(wrong.culprit, _("Write something"))
        return _new(request, app, by, form, form.text("token"), 422)
    return redirect(request, f"/content/{made.id}", _("Kept as a draft"))


@get("/content/{asset_id:str}")
def asset(request: Web, app: App, by: By, asset_id: Part) -> Response[str]:
    """The published version, or the one a link is pinned to."""
    asked = request.query_params
    return _shown(
        request, app, by, asset_id, Sent(), 200, asked.get("version"), asked.get("against")
    )


@get("/content/{asset_id:str}/revise")
def edit(request: Web, app: App, by: By, asset_id: Part) -> Response[str]:
    """The newest text, to be changed into a new version."""
    app.desk.scope(by, "asset", "update")
    return _edit(request, app, by, asset_id, Sent(), 200)


@post("/content/{asset_id:str}/revise")
def revise(request: Web, app: App, by: By, asset_id: Part, form: Form) -> Response[Any]:
    """A new draft version; 409 where somebody added one meanwhile."""
    _ = words(request)
    try:
        made = app.content.revise(asset_id, form.text("body"), by, form.maybe("after"))
    except Invalid:
        form.errors["body"] = _("Write something")
        return _edit(request, app, by, asset_id, form, 422)
    except Conflict as conflict:
        form.errors["body"] = fault(conflict, visit(request).locale)
        return _edit(request, app, by, asset_id, form, 409)
    said = _("Version %(number)s is a draft", number=made.number)
    return redirect(request, f"/content/{asset_id}?version={made.number}", said)


@post("/content/{asset_id:str}/{step:str}")
def move(request: Web, app: App, by: By, asset_id: Part, step: Part, form: Form) -> Response[Any]:
    """The next state of the newest version; a second click on the same step changes nothing."""
    if step == "use":
        return _use(request, app, by, asset_id, form)
    if step in ("renew", "rollback"):
        return review.keep(request, app, by, asset_id, step, form)
    _, said = words(request), form.text("comment")
    take = _step(app, step, said)
    try:
        take(asset_id, by)
    except Invalid as wrong:
        if wrong.culprit != "comment":
            raise
        form.errors["comment"] = _("Say what is to be changed, in 2,000 characters at most")
        return _shown(request, app, by, asset_id, form, 422)
    except Refused:
        if app.library.asset(asset_id, by).editions[0]["state"] != _REACHED[step]:
            raise
    newest = app.library.asset(asset_id, by).editions[0]
    if form.text("from") == "inbox":
        return redirect(request, "/content/review", _("Noted"))
    state = _(STATE_NAMES[newest["state"]])
    said = _("Version %(number)s: %(state)s", number=newest["number"], state=state)
    return redirect(request, f"/content/{asset_id}?version={newest['number']}", said)


def _step(app: App, step: str, said: str) -> Callable[[str, Actor], object]:
    steps: dict[str, Callable[[str, Actor], object]] = {
        "submit": app.content.submit,
        "withdraw": app.content.withdraw,
        "send_back": lambda one, who: app.content_review.send_back(one, who, said),
        "approve": lambda one, who: app.content_review.approve(one, who, said),
        "publish": app.content.publish,
        "expire": app.content.expire,
        "retire": app.content.retire,
    }
    if step not in steps:
        raise Invalid(f"no step {step}", culprit="step")
    return steps[step]


def _use(request: Web, app: App, by: Actor, asset_id: str, form: Sent) -> Response[Any]:
    _ = words(request)
    action = form.text("action") if form.text("action") in _USES else "used"
    app.content.use(asset_id, action, by, form.maybe("deal_id"))
    back = f"/deals/{form.text('deal_id')}" if form.maybe("deal_id") else f"/content/{asset_id}"
    return redirect(request, back, _("Noted"))


def _shown(
    request: Web,
    app: App,
    by: Actor,
    asset_id: str,
    form: Sent,
    status: int,
    number: str | None = None,
    against: str | None = None,
) -> Response[str]:
    view = app.library.asset(asset_id, by, number, against)
    shown: dict[str, Any] = {
        "view": view,
        "html": rendered(view.body),
        "form": form,
        "deal": request.query_params.get("deal", ""),
        "uses": _USES,
        "verdicts": {name: words(request)(text) for name, text in VERDICTS.items()},
    }
    return page(request, "content/asset.html", status, **shown, **_names(app, by, words(request)))


def _new(request: Web, app: App, by: Actor, form: Sent, token: str, status: int) -> Response[str]:
    names = _names(app, by, words(request))
    return page(
        request,
        "content/new.html",
        status,
        form=form,
        token=token,
        kinds=KINDS,
        tags=_TAGS,
        **names,
    )


def _edit(
    request: Web, app: App, by: Actor, asset_id: str, form: Sent, status: int
) -> Response[str]:
    newest = app.library.asset(asset_id, by).editions[0]["number"]
    view = app.library.asset(asset_id, by, newest)
    return page(request, "content/revise.html", status, view=view, form=form, newest=newest)


def _names(app: App, by: Actor, _: Words) -> dict[str, Any]:
    """What values of the facets are called."""
    zh = _.locale == "zh"
    stages = {
        state.id: state.title_zh if zh else state.title_en
        for process in app.board.processes(by)
        for state in process.states
    }
    languages = {"en": "English", "zh": "中文"}
    return {
        "called": {
            "kind": {name: _(text) for name, text in KIND_NAMES.items()},
            "state": {name: _(text) for name, text in STATE_NAMES.items()},
            "language": languages,
            "stage": stages,
            "product": {},
        },
        "facet_names": {
            "kind": _("Kind"),
            "stage": _("Stage"),
            "product": _("Product"),
            "language": _("Language"),
            "state": _("State"),
        },
    }


HANDLERS = [library, new, add, asset, edit, revise, move, *review.HANDLERS]
