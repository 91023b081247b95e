"""A deal: its page, opening one, changing one."""

from collections.abc import Sequence
from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, Sent
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.pipeline.asking import back_to, changes
from revrise.apps.web.visit import visit, words
from revrise.core.errors import Conflict, Invalid, NotFound
from revrise.services.pipeline import AddDeal, ChangeDeal
from revrise.services.pipeline.views import DealView

_FIELDS = ("name", "product", "value", "next_step", "next_step_at")


@get("/deals/new")
def new(request: Web, app: App, by: By) -> Response[str]:
    """The form of a new deal."""
    app.desk.scope(by, "deal", "create")
    return _new(request, app, by, Sent(), 200, app.desk.ids.new("form"))


@post("/deals")
def add(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """Opens it; a second click finds it open."""
    return _added(request, app, by, form)


@get("/deals/{deal_id:str}")
def deal(request: Web, app: App, by: By, deal_id: Part) -> Response[str]:
    """Everything about one deal."""
    return _shown(request, app.deal_pages.view(deal_id, by))


@post("/deals/{deal_id:str}")
def change(request: Web, app: App, by: By, deal_id: Part, form: Form) -> Response[Any]:
    """Sets what the form holds; 409 shows what somebody else set meanwhile beside it."""
    return _changed(request, app, by, deal_id, form)


def _added(request: Web, app: App, by: By, form: Sent) -> Response[Any]:
    _, home = words(request), app.board.currency(by)
    found = changes(request, form, home, _FIELDS)
    if not form.text("name"):
        form.errors["name"] = _("Give it a name")
    if not form.errors:
        command = AddDeal(
            **{"name": "", **found},
            account_id=form.maybe("account_id"),
            token=form.text("token"),
        )
        try:
            made = app.pipeline.add(command, by)
        except NotFound as missing:
            form.errors[missing.culprit] = _("Choose one of the list")
        except Invalid as wrong:
            form.refused(wrong, _FIELDS, visit(request).locale)
        else:
            return redirect(request, f"/deals/{made.id}", _("%(deal)s opened", deal=made.name))
    return _new(request, app, by, form, 422, form.text("token"))


def _changed(request: Web, app: App, by: By, deal_id: str, form: Sent) -> Response[Any]:
    _, view = words(request), app.deal_pages.view(deal_id, by)
    currency = view.value.currency if view.value else app.board.currency(by)
    found = changes(request, form, currency, _FIELDS, empty=True)
    if "name" in found and not found["name"]:
        form.errors["name"] = _("Give it a name")
    if form.errors:
        return _shown(request, view, form, 422)
    try:
        app.pipeline.change(ChangeDeal(deal_id, found, form.whole("expected")), by)
    except Invalid as wrong:
        form.refused(wrong, _FIELDS, visit(request).locale)
        return _shown(request, view, form, 422)
    except Conflict:
        theirs = app.deal_pages.last_change(deal_id, by)
        return _shown(request, view, form, 409, {"change": theirs, "names": list(found)})
    return redirect(request, back_to(form, f"/deals/{deal_id}"), _("Saved"))


def _new(request: Web, app: App, by: By, form: Sent, status: int, token: str) -> Response[str]:
    accounts = app.deal_pages.accounts(by)
    products: Sequence[str] = app.board.view(by, cards=0).products
    shown: dict[str, Any] = {
        "form": form,
        "accounts": accounts,
        "products": products,
        "token": token,
        "currency": app.board.currency(by),
    }
    return page(request, "pipeline/new.html", status, **shown)


def _shown(
    request: Web,
    view: DealView,
    form: Sent | None = None,
    status: int = 200,
    conflict: dict[str, Any] | None = None,
) -> Response[str]:
    shown: dict[str, Any] = {"deal": view, "form": form or Sent(), "conflict": conflict}
    return page(request, "pipeline/deal.html", status, **shown)


HANDLERS = [new, add, deal, change]
