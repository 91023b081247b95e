"""Clips: cut from the transcript of a call, kept in a library, played alone."""

from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form
from revrise.apps.web.i18n import Words
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.visit import words
from revrise.core.coaching.clip import NOTE, TITLE
from revrise.core.errors import Conflict, Invalid, Withheld
from revrise.services.clips.service import ChangeClip, CutClip
from revrise.services.reach import may


@get("/clips")
def clips(request: Web, app: App, by: By) -> Response[str]:
    """The clips the reader may see; of one call where one is named."""
    found = app.clips.list(by, request.query_params.get("call") or None)
    return page(request, "calls/clips.html", found=found, as_of=app.clock.now())


@get("/clips/{clip_id:str}")
def clip(request: Web, app: App, by: By, clip_id: Part) -> Response[str]:
    """One clip: its words, its sound, and what its author may do with it."""
    return _shown(request, app, by, clip_id)


def _shown(
    request: Web,
    app: Any,
    by: Any,
    clip_id: str,
    status: int = 200,
    errors: dict[str, str] | None = None,
) -> Response[str]:
    view = app.clip_playing.show(clip_id, by)
    row = {
        "id": view.clip.id,
        "owner_id": view.clip.owner_id,
        "team_id": view.clip.team_id,
        "author_id": view.clip.author_id,
        "shared": view.clip.shared,
    }
    return page(
        request,
        "calls/clip.html",
        status,
        view=view,
        changes=may(app.desk, by, "clip", "update", row),
        errors=errors or {},
        as_of=app.clock.now(),
    )


@get("/clips/{clip_id:str}/sound")
def sound(app: App, by: By, clip_id: Part) -> Response[bytes]:
    """Its sound as a file, to be kept outside, under consent to share."""
    named = {"Content-Disposition": f'attachment; filename="{clip_id}.wav"'}
    found = app.clip_playing.sound(clip_id, by, leaves=True)
    return Response(found, media_type="audio/wav", headers=named | {"Cache-Control": "no-store"})


@post("/calls/{call_id:str}/clips")
def cut(request: Web, app: App, by: By, call_id: Part, form: Form) -> Response[Any]:
    """Cuts one."""
    _, back = words(request), f"/calls/{call_id}#clip"
    command = CutClip(
        call_id,
        form.whole("from") or 0,
        form.whole("to") or 0,
        form.text("title"),
        form.text("note"),
        "team" if form.text("team") else "call",
        form.text("token"),
    )
    try:
        made = app.clips.cut(command, by)
    except Invalid as error:
        return redirect(request, back, _wrong(error, _), "bad")
    except Withheld:
        return redirect(request, back, _("Nobody may coach on this call"), "bad")
    return redirect(request, f"/clips/{made.id}", _("Clip cut"))


@post("/clips/{clip_id:str}")
def change(request: Web, app: App, by: By, clip_id: Part, form: Form) -> Response[Any]:
    """Another title, note or readers."""
    _, back = words(request), f"/clips/{clip_id}"
    shared = "team" if form.text("team") else "call"
    command = ChangeClip(
        clip_id, form.whole("version") or 0, form.text("title"), form.text("note"), shared
    )
    try:
        app.clips.change(command, by)
    except Invalid as error:
        return _shown(request, app, by, clip_id, 422, {error.culprit or "": _wrong(error, _)})
    except Conflict:
        return redirect(request, back, _("It was changed meanwhile; look again"), "bad")
    return redirect(request, back, _("Clip changed"))


@post("/clips/{clip_id:str}/delete")
def remove(request: Web, app: App, by: By, clip_id: Part, form: Form) -> Response[Any]:
    """Takes it away."""
    _ = words(request)
    try:
        app.clips.remove(clip_id, form.whole("version") or 0, by)
    except Conflict:
        text = _("It was changed meanwhile; look again")
        return redirect(request, f"/clips/{clip_id}", text, "bad")
    return redirect(request, "/clips", _("Clip deleted"))


def _wrong(error: Invalid, _: Words) -> str:
    """What to mend in the form."""
    if error.culprit == "title":
        return _("Give it a title, at most %(most)s characters", most=TITLE)
    if error.culprit == "note":
        return _("The note may have %(most)s characters", most=f"{NOTE:,}")
    return _("Choose lines that make 1 second to 5 minutes of the call")


HANDLERS = [clips, clip, sound, cut, change, remove]
