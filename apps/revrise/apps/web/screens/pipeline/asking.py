"""What the address and the forms of the pipeline say."""

from typing import Any
from urllib.parse import urlencode

from revrise.apps.api.deps import Web
from revrise.apps.web.forms import Sent
from revrise.apps.web.visit import visit, words
from revrise.core.deals.criterion import Criterion
from revrise.core.deals.moves import Move
from revrise.services.pipeline import AdvanceDeal
from revrise.services.pipeline.commands import CHANGEABLE
from revrise.services.pipeline.views import Filters

FILTERS = ("owner", "team", "product", "process")


def filters(request: Web) -> Filters:
    """The filters in the address; empty ones are none."""
    return Filters(**{name: request.query_params.get(name) or None for name in FILTERS})


def address(request: Web, path: str = "/pipeline", **more: str) -> str:
    """A page with the same filters."""
    kept = {name: request.query_params.get(name) for name in FILTERS}
    pairs = {name: value for name, value in {**kept, **more}.items() if value}
    return f"{path}?{urlencode(pairs)}" if pairs else path


def back_to(form: Sent, fallback: str) -> str:
    """Where the form was opened from, when that is a page of the pipeline."""
    wanted = form.text("back")
    ours = wanted.startswith(("/pipeline", "/deals/")) and "//" not in wanted
    return wanted if ours and "\\" not in wanted else fallback


def fillable(criterion: Criterion) -> str:
    """Which kind of field meets a criterion on the spot; empty where none does."""
    if criterion.kind == "evidence":
        return "evidence"
    if criterion.kind == "positive" and criterion.argument == "value":
        return "amount"
    if criterion.kind == "field" and criterion.argument in CHANGEABLE:
        known = {"account_id": "account", "card_id": "card", "lost_reason": "reason"}
        return known.get(criterion.argument, "text")
    return ""


def advance(
    request: Web, form: Sent, deal_id: str, move: Move | None, currency: str
) -> AdvanceDeal:
    """The move a form asks for, with what it fills in; what is wrong is in the form's errors."""
    return AdvanceDeal(
        deal_id,
        form.text("to"),
        form.many("evidence"),
        form.maybe("lost_reason"),
        form.whole("expected"),
        _changes(request, form, move, currency),
    )


def _changes(request: Web, form: Sent, move: Move | None, currency: str) -> dict[str, Any]:
    found: dict[str, Any] = changes(request, form, currency, ("value", "next_step"))
    for criterion in move.unmet if move else ():
        kind, name = fillable(criterion), criterion.argument
        if kind in ("account", "card", "text") and form.maybe(name):
            found[name] = form.text(name)
    return found


def changes(
    request: Web, form: Sent, currency: str, names: tuple[str, ...], *, empty: bool = False
) -> dict[str, Any]:
    """Fields of a deal as typed; those left empty only where `empty` takes them away."""
    _, zone = words(request), visit(request).zone
    found: dict[str, Any] = {}
    for name in names:
        if name not in form.values or not (empty or form.maybe(name)):
            continue
        if name == "value":
            said = form.text("currency") or currency
            found[name] = form.money(name, said, _("This is no amount, for example 48000"))
        elif name == "next_step_at":
            found[name] = form.due(name, zone, _("This is no date"))
        else:
            found[name] = form.maybe(name)
    return found
