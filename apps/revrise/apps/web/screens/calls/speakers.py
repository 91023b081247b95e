"""Who speaks in a call: each speaker, one line, and what was put right so far."""

from collections.abc import Callable
from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, Sent
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.calls.axis import named
from revrise.apps.web.screens.calls.views import whole
from revrise.apps.web.visit import words
from revrise.core.conversations.transcript import Side
from revrise.core.errors import Conflict, Invalid, Refused
from revrise.services.calls.correcting import CorrectLine, CorrectSpeaker, UndoCorrection

_SHOWN = 400


@get("/calls/{call_id:str}/speakers")
def speakers(request: Web, app: App, by: By, call_id: Part) -> Response[str]:
    """The speakers with their sides; a line of `?line=` is chosen already."""
    return _shown(request, app, by, call_id, 200, "")


@post("/calls/{call_id:str}/speakers")
def speaker(request: Web, app: App, by: By, call_id: Part, form: Form) -> Response[Any]:
    """Another side or name for a whole speaker."""

    def change() -> None:
        ref, side = form.text("speaker"), form.text("side")
        shown = app.correcting.now(call_id, by).transcript
        # What stands there as it was shown may be hidden in part: it is left alone.
        same = form.text("name") in {one.name or "" for one in shown.speakers if one.ref == ref}
        chosen: Side = "seller" if side == "seller" else "buyer" if side == "buyer" else "unknown"
        name = None if same else form.text("name")
        app.correcting.speaker(CorrectSpeaker(call_id, ref, chosen, name, _version(form)), by)

    return _changed(request, app, by, call_id, change)


@post("/calls/{call_id:str}/speakers/line")
def line(request: Web, app: App, by: By, call_id: Part, form: Form) -> Response[Any]:
    """Another speaker for one line."""

    def change() -> None:
        number = form.whole("line")
        at = -1 if number is None else number
        app.correcting.line(CorrectLine(call_id, at, form.text("speaker"), _version(form)), by)

    return _changed(request, app, by, call_id, change)


@post("/calls/{call_id:str}/speakers/undo")
def undo(request: Web, app: App, by: By, call_id: Part, form: Form) -> Response[Any]:
    """A correction taken back."""

    def change() -> None:
        number = form.whole("number") or 0
        app.correcting.undo(UndoCorrection(call_id, number, _version(form)), by)

    return _changed(request, app, by, call_id, change)


def _version(form: Sent) -> int | None:
    return form.whole("version")


def _changed(
    request: Web, app: Any, by: Any, call_id: str, change: Callable[[], None]
) -> Response[Any]:
    _, here = words(request), f"/calls/{call_id}/speakers"
    try:
        change()
    except Invalid:
        return _shown(request, app, by, call_id, 422, _("Choose something else than it is now"))
    except Conflict:
        return redirect(request, here, _("It was changed meanwhile; look again"), "bad")
    return redirect(request, here, _("Corrected; the call is measured again"))


def _shown(request: Web, app: Any, by: Any, call_id: str, status: int, error: str) -> Response[str]:
    found = app.call_pages.show(call_id, by)
    if "correct" not in found.allowed or found.transcript is None:
        raise Refused("you may not change who speaks here", remedy="ask the rep or their coach")
    kept = found.transcript
    said = kept.transcript
    spoken = [one.speaker for one in said.utterances]
    first = max((whole(request.query_params.get("line")) or 0) - _SHOWN // 2, 0)
    _ = words(request)
    return page(
        request,
        "calls/speakers.html",
        status,
        view=found,
        kept=kept,
        called=lambda ref: named(said, ref, _),
        counts={one.ref: spoken.count(one.ref) for one in said.speakers},
        lines=list(enumerate(said.utterances))[first : first + _SHOWN],
        chosen=whole(request.query_params.get("line")),
        error=error,
    )


HANDLERS = [speakers, speaker, line, undo]
