"""Moving a deal: by a drag or a menu, with what the move lacks asked for on the spot."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen
from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web import htmx
from revrise.apps.web.forms import Form, Sent
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.pipeline.asking import advance, back_to, fillable, filters
from revrise.apps.web.visit import visit, words
from revrise.core.deals.deal import Deal
from revrise.core.deals.moves import Move
from revrise.core.deals.process import SalesProcess
from revrise.core.errors import Conflict, Refused
from revrise.services.pipeline.views import Card

NOTHING: Mapping[str, Any] = {"moved": None}


@frozen
class Moved:
    """A move just made; `back` undoes it where the process has that way."""

    deal: Deal
    to: str
    back: str | None


@get("/deals/{deal_id:str}/move")
def ask(request: Web, app: App, by: By, deal_id: Part) -> Response[str]:
    """What a move lacks, to be filled in; without `to`, where the deal can go."""
    card = app.board.card(deal_id, by)
    to = request.query_params.get("to", "")
    return _fill(request, app, by, card, _move(card, to), Sent(), 200)


@post("/deals/{deal_id:str}/move")
def move(request: Web, app: App, by: By, deal_id: Part, form: Form) -> Response[Any]:
    """Moves it; else 422 with what is missing, or 409 with what somebody else changed."""
    return _moved(request, app, by, deal_id, form)


def _moved(request: Web, app: App, by: By, deal_id: str, form: Sent) -> Response[Any]:
    card = app.board.card(deal_id, by)
    to = form.text("to")
    wanted = _move(card, to)
    command = advance(request, form, deal_id, wanted, app.board.currency(by))
    if form.errors:
        return _fill(request, app, by, card, wanted, form, 422)
    try:
        deal = app.pipeline.advance(command, by)
    except Conflict:
        return _conflict(request, app, by, card, to, form)
    except Refused as refused:
        if wanted is None or wanted.ready or not card.may_move:
            raise
        form.refused(refused, (), visit(request).locale)
        return _fill(request, app, by, card, wanted, form, 422)
    return _done(request, app, by, deal, form)


def _done(request: Web, app: App, by: By, deal: Deal, form: Sent) -> Response[Any]:
    process = app.board.process(deal.process_id, by)
    made = Moved(deal, _title(request, process, deal.stage), _way_back(process, deal, form))
    if htmx.wants_part(request):
        view = app.board.view(by, filters(request))
        shown: dict[str, Any] = {"view": view, "filters": filters(request), "moved": made}
        return page(request, "pipeline/board.html", part="live", **shown)
    said = words(request)("%(deal)s moved to %(stage)s", deal=deal.name, stage=made.to)
    return redirect(request, back_to(form, "/pipeline"), said)


def _fill(
    request: Web, app: App, by: By, card: Card, wanted: Move | None, form: Sent, status: int
) -> Response[str]:
    accounts = app.deal_pages.accounts(by) if _asks(wanted, "account") else []
    shown: dict[str, Any] = {
        "card": card,
        "move": wanted,
        "form": form,
        "fillable": fillable,
        "accounts": accounts,
        "currency": card.value.currency if card.value else app.board.currency(by),
        "back": form.text("back") or request.query_params.get("back", ""),
    }
    return page(request, "pipeline/move.html", status, part="fill", **shown)


def _conflict(request: Web, app: App, by: By, card: Card, to: str, form: Sent) -> Response[str]:
    shown: dict[str, Any] = {
        "card": card,
        "to": to,
        "move": _move(card, to),
        "change": app.deal_pages.last_change(card.id, by),
        "form": form,
        "back": form.text("back"),
    }
    return page(request, "pipeline/conflict.html", 409, part="conflict", **shown)


def _move(card: Card, to: str) -> Move | None:
    found = next((one for one in card.moves if one.to.id == to), None)
    if found is None and to and to != card.stage:
        return None
    return found


def _asks(wanted: Move | None, *kinds: str) -> bool:
    return wanted is not None and any(fillable(one) in kinds for one in wanted.unmet)


def _way_back(process: SalesProcess, deal: Deal, form: Sent) -> str | None:
    """The stage it came from, where the process has that way; an undone move is not undone."""
    if len(deal.history) < 2 or form.text("undo"):  # noqa: PLR2004 - here and before
        return None
    before = deal.history[-2].stage
    return before if before in process.moves.get(deal.stage, ()) else None


def _title(request: Web, process: SalesProcess, stage: str) -> str:
    state = process.state(stage)
    return state.title_zh if words(request).locale == "zh" else state.title_en


HANDLERS = [ask, move]
