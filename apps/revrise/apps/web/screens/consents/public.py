"""The page of a link that asks for consent: open to whoever holds it, without an account."""

from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, Part, Web
from revrise.apps.web.forms import Form, Sent
from revrise.apps.web.i18n import LANGUAGES
from revrise.apps.web.render import page
from revrise.apps.web.routing import get, post
from revrise.apps.web.visit import visit, words
from revrise.core.errors import Invalid, NotFound

PUBLIC = {"public": True}
ANSWERS = {"public": True, "logs_in": True}


@get("/consent/{token:str}", opt=PUBLIC)
def read(request: Web, app: App, token: Part) -> Response[str]:
    """What is asked, or that the link opens nothing."""
    _speaking(request)
    try:
        found = app.consent_answering.show(token)
    except NotFound:
        return _over(request)
    return _kept_out(_page(request, found))


@post("/consent/{token:str}", opt=ANSWERS)
def answer(request: Web, app: App, token: Part, form: Form) -> Response[str]:
    """Keeps a yes or no to each purpose."""
    _speaking(request)
    _ = words(request)
    try:
        asked = app.consent_answering.show(token)
        said = {one: form.text(one) == "yes" for one in asked.purposes if form.text(one)}
        if form.text("all") == "no":
            said = dict.fromkeys(asked.purposes, False)
        stands = app.consent_answering.answer(token, said, form.text("text"))
        if not stands:
            return _kept_out(page(request, "consents/done.html"))
        found = app.consent_answering.show(token)
    except Invalid as wrong:
        errors = {
            "text_version": _("The text has changed; read it again"),
            "expires_at": _("The time to agree is over; you can only take back"),
        }
        error = errors.get(wrong.culprit, _("Say yes or no to each purpose"))
        return _kept_out(_page(request, asked, 422, error, form))
    except NotFound:
        return _over(request)
    return _kept_out(_page(request, found, saved=True))


def _page(
    request: Web,
    asked: Any,
    status: int = 200,
    error: str = "",
    form: Sent | None = None,
    *,
    saved: bool = False,
) -> Response[str]:
    stood = (
        {"given": "yes", None: ""} if asked.answered else dict.fromkeys(asked.words.values(), "")
    )
    chosen = {
        one: form.text(one) if form else stood.get(asked.words[one], "no") for one in asked.purposes
    }
    return page(
        request,
        "consents/answer.html",
        status,
        asked=asked,
        chosen=chosen,
        errors={"": error} if error else {},
        saved=saved,
    )


def _over(request: Web) -> Response[str]:
    """The same for whatever is no open link."""
    return _kept_out(page(request, "consents/over.html", 404))


def _speaking(request: Web) -> None:
    """The language of the switch, else that of the browser."""
    wanted = request.query_params.get("lang", "")
    if wanted in LANGUAGES:
        visit(request).locale = "zh" if wanted == "zh" else "en"


def _kept_out(response: Response[str]) -> Response[str]:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


HANDLERS = [read, answer]
