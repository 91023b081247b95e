"""Asking contacts for consent: links and what became of them; of a call, also its notice."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from attrs import frozen
from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, Sent
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.consents import public
from revrise.apps.web.visit import visit, words
from revrise.core.errors import Conflict, Invalid, NotFound
from revrise.core.governance.consent import PURPOSES
from revrise.services.calls.commands import USUAL
from revrise.services.consent.asking import AskConsent
from revrise.services.consent.choosing import Choice
from revrise.services.consent.hearing import NoteNotice

_PATH = "/consents"
_LIKELY = 12
# What is chosen → its name in the address of the page.
_NAMES = {"card": "contact", "call": "call"}


@frozen
class Pick:
    """A contact or a call to choose, and the page on which it is chosen."""

    of: Choice
    href: str


@get(_PATH)
def consents(request: Web, app: App, by: By) -> Response[str]:
    """The links one may see; of one call where one is named. `?q=` looks for whom to ask."""
    asked = request.query_params
    named = {name: (asked.get(name, ""),) for name in ("call", "contact", "q")}
    return _page(request, app, by, Sent(named))


@post(_PATH)
def ask(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """A new link, shown this once."""
    _ = words(request)
    command = AskConsent(
        form.text("contact"),
        form.many("purposes"),
        form.maybe("call"),
        form.maybe("participant"),
        form.text("place") or "unknown",
        form.whole("days") or 0,
    )
    try:
        made = app.consent_asking.ask(command, by)
    except Invalid as wrong:
        own = {
            "purposes": _("Choose a purpose"),
            "days": _("1 to 90 days"),
            "participant": _("Choose who of the call they are"),
        }
        form.refused(wrong, own, visit(request).locale, own)
        return _page(request, app, by, form, 422)
    except NotFound:
        form.errors["contact"] = _("Choose a contact")
        return _page(request, app, by, form, 422)
    site = app.settings.server.public_url or str(request.base_url)
    link = site.rstrip("/") + made.path
    return _page(request, app, by, Sent({"call": (form.text("call"),)}), link=link)


@post(_PATH + "/contact")
def contact(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """A contact speaks in a call."""
    _, call_id = words(request), form.text("call")
    try:
        app.consent_asking.speaks(form.text("contact"), call_id, form.maybe("participant"), by)
    except Invalid as wrong:
        own = {
            "participant": _("Choose who of the call they are"),
            "contact": _("They have not said anything yet"),
        }
        form.refused(wrong, own, visit(request).locale, own)
        return _page(request, app, by, form, 422)
    return redirect(request, _of(call_id), _("What they said counts for this call"))


@post(_PATH + "/notice")
def notice(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """The notice was played."""
    _, call_id = words(request), form.text("call")
    found = form.text("how") == "detected"
    seconds = form.whole("seconds")
    if not found and seconds is None:
        form.errors["seconds"] = _("Whole seconds after the call began")
        return _page(request, app, by, form, 422)
    how = "detected" if found else "stated"
    try:
        app.hearing.note(NoteNotice(call_id, (seconds or 0) * 1_000, how=how), by)
    except Invalid:
        form.errors["seconds"] = _("Not within the call")
        return _page(request, app, by, form, 422)
    return redirect(request, _of(call_id), _("Noted as evidence"))


@post(_PATH + "/{consent_request_id:str}/{step:str}")
def change(
    request: Web, app: App, by: By, consent_request_id: Part, step: Part, form: Form
) -> Response[Any]:
    """Ends a link, or has it sent."""
    _, back = words(request), _of(form.text("call"))
    if step not in ("revoke", "mail"):
        raise NotFound(f"no step {step}")
    try:
        if step == "revoke":
            app.consent_asking.revoke(consent_request_id, by)
        else:
            app.consent_asking.mail(consent_request_id, form.text("language"), by)
    except Conflict:
        return redirect(request, back, _("The link is over"), "bad")
    except Invalid:
        return redirect(request, back, _("No e-mail can be sent"), "bad")
    said = _("The link is over") if step == "revoke" else _("A worker sends a new link")
    return redirect(request, back, said)


def _of(call_id: str) -> str:
    return f"{_PATH}?call={call_id}" if call_id else _PATH


def _page(
    request: Web, app: Any, by: Any, form: Sent, status: int = 200, *, link: str = ""
) -> Response[str]:
    call_id = form.maybe("call")
    chosen = _chosen(app, by, form)
    call = app.consent_asking.call(call_id, by) if call_id else None
    heard = app.hearing.show(call_id, by) if call_id else None
    return page(
        request,
        "consents/links.html",
        status,
        part="found",
        call=call,
        heard=heard,
        asked=app.consent_asking.list(by, call_id),
        contact=chosen,
        picks=() if chosen and call_id else _picks(app, by, form, chosen),
        mails=app.consent_asking.mails(),
        purposes=PURPOSES,
        chosen=form.many("purposes") or USUAL,
        form=form,
        link=link,
    )


def _chosen(app: Any, by: Any, form: Sent) -> Choice | None:
    """The contact that was chosen; whom one may not see was not."""
    contact_id = form.maybe("contact")
    try:
        return app.consent_choosing.contact(contact_id, by) if contact_id else None
    except NotFound:
        return None


def _picks(app: Any, by: Any, form: Sent, chosen: Choice | None) -> Sequence[Pick]:
    """What was found, or who is likely meant, each with the page on which it is chosen."""
    call_id, text = form.maybe("call"), form.text("q").strip()
    kinds = [kind for kind, there in (("card", chosen), ("call", call_id)) if not there]
    found = app.consent_choosing.find(text, kinds, by) if text else ()
    if not text and chosen is None:
        likely = app.consent_asking.contacts(by, call_id)[:_LIKELY]
        found = [Choice("card", card_id, name) for card_id, name in likely]
    now = {"call": call_id, "contact": chosen.id if chosen else None}
    return [Pick(one, _address(now | {_NAMES[one.kind]: one.id})) for one in found]


def _address(named: Mapping[str, str | None]) -> str:
    asked = urlencode({name: value for name, value in named.items() if value})
    return f"{_PATH}?{asked}" if asked else _PATH


HANDLERS = [consents, ask, contact, notice, change, *public.HANDLERS]
