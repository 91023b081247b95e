"""Bringing in a call: a file with what is known about it, streamed to the blob store."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from litestar import Response
from litestar.datastructures import UploadFile

from revrise.apps.api.deps import App, By, Web
from revrise.apps.web.forms import Sent, fault, texts
from revrise.apps.web.moments import moment
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post, threaded
from revrise.apps.web.visit import visit, words
from revrise.core.conversations.call import Call
from revrise.core.conversations.title import LONGEST
from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.governance.redaction.found import HIDDEN
from revrise.services.calls.bringing import WORDLESS
from revrise.services.calls.reading import DELAY_MS
from revrise.services.calls.receiving import ReceiveCall
from revrise.services.processing.adding_files import CONSENTS

MOST_BYTES = 512 << 20
_CHUNK = 1 << 20


@get("/calls/new")
def new(request: Web, app: App, by: By) -> Response[str]:
    """The form."""
    app.desk.scope(by, "call", "create")
    given = {name: (request.query_params.get(name, ""),) for name in ("deal", "call")}
    call = request.query_params.get("call")
    if call and app.call_lists.into(call, by)[0].state not in WORDLESS:
        text = words(request)("This call has its words already, or they are on their way")
        return redirect(request, f"/calls/{call}", text)
    return shown(request, app, by, Sent(given), 200)


@post("/calls", request_max_body_size=MOST_BYTES, opt={"pace": "upload"})
async def receive(request: Web, app: App, by: By) -> Response[Any]:
    """Keeps the file, then the call; its processing shows on the call page."""
    await threaded(lambda: app.quotas.room(by))
    sent = await request.form()
    file, form = sent.get("file"), texts(sent)
    return await threaded(
        lambda: _received(request, app, by, form, file if isinstance(file, UploadFile) else None)
    )


def _received(
    request: Web, app: Any, by: Any, form: Sent, file: UploadFile | None
) -> Response[Any]:
    app.desk.scope(by, "call", "create")
    at = checked(request, form, file.filename if file else "")
    if form.errors or file is None:
        return shown(request, app, by, form, 422)
    with refusals(request, form):
        kept = app.blobs.put(by.tenant_id, _chunks(file))
        added = app.receiving.receive(command(form, file.filename, kept.sha256, at), by)
    if not form.errors:
        return led(request, added.call, form.text("title"), created=added.created)
    return shown(request, app, by, form, 422)


def led(request: Web, call: Call, title: str, *, created: bool) -> Response[Any]:
    """On to the call a file became, or was before: what was typed with it is not taken then."""
    _, there = words(request), f"/calls/{call.id}"
    if title not in ("", call.title) and not created and HIDDEN not in call.title:
        text = _("This file was here already as this call: “%(title)s” is not taken", title=title)
        return redirect(request, there, text, "bad")
    begins = created or call.state == "received"
    text = _("Received; its steps show here") if begins else _("It was here already")
    return redirect(request, there, text)


@contextmanager
def refusals(request: Web, form: Sent) -> Iterator[None]:
    """What is refused stands in the form's errors."""
    try:
        yield
    except Invalid as wrong:
        place = wrong.culprit if wrong.culprit in ("consent", "title") else "file"
        form.errors[place] = _wrong(request, wrong)
    except Refused as refused:
        form.errors.update(_unkept(request, form, refused))
    except Conflict as taken:
        form.errors["file"] = _taken(request, taken)
    except NotFound:
        form.errors.update(_not_theirs(request))


def checked(request: Web, form: Sent, name: str) -> datetime | None:
    """When it was; what is wrong stands in the form's errors then."""
    _ = words(request)
    if not name:
        form.errors["file"] = _("Choose a recording or a transcript")
    if form.text("consent") not in CONSENTS:
        form.errors["consent"] = _("Say who agreed")
    if _delay(form) is None:
        form.errors["delay"] = _("An hour at most, in ms")
    return _moment(request, form, _("Write day and time"))


def command(form: Sent, name: str, sha256: str, at: datetime | None) -> ReceiveCall:
    """What the form says of a file."""
    channel = form.whole("channel")
    return ReceiveCall(
        sha256=sha256,
        file_name=name,
        rep_id=form.text("rep"),
        consent=form.text("consent"),
        jurisdiction=form.text("place") or "unknown",
        deal_id=form.maybe("deal"),
        title=form.maybe("title"),
        at=at,
        seller=form.maybe("seller"),
        seller_channel=channel - 1 if channel else None,
        language=form.maybe("language"),
        separately=form.text("separately") == "yes",
        channel_delay_ms=_delay(form) or None,
        call_id=form.maybe("call"),
    )


def _delay(form: Sent) -> int | None:
    """Between the beginnings of two channels; 0 where none was sent, None for what is none."""
    text = form.text("delay") or "0"
    number = text.removeprefix("-")
    if not (number.isascii() and number.isdecimal() and len(number) <= len(str(DELAY_MS))):
        return None
    return int(text) if abs(int(text)) <= DELAY_MS else None


def _wrong(request: Web, wrong: Invalid) -> str:
    _ = words(request)
    if wrong.culprit == "title":
        return _("Write a title of 1 to %(most)s characters", most=LONGEST)
    if "neither" in wrong.message:
        return _(
            "This is neither a recording nor a known transcript. WAV, MP3, M4A, OGG, FLAC and "
            "WebM work, and VTT, SRT, TXT, DOCX and JSON."
        )
    return fault(wrong, visit(request).locale)


def _taken(request: Web, taken: Conflict) -> str:
    """Why a call does not take the file. Raises it again where something else is the matter."""
    _ = words(request)
    if taken.message == "this file is another call already":
        return _("This file is another call already: choose the file of this call")
    if taken.message.startswith("the call is "):
        return _("This call has its words already, or they are on their way")
    raise taken


def _unkept(request: Web, form: Sent, refused: Refused) -> dict[str, str]:
    """Why nothing was kept, by field. Raises it again where no field is the matter."""
    heard = refused.message.startswith("a recording is not transcribed")
    if refused.culprit == "quota" or (form.text("call") and not heard):
        raise refused
    if not heard:
        return _not_theirs(request)
    return {"consent": agreed(request)}


def agreed(request: Web) -> str:
    """What a recording lacks."""
    return words(request)(
        "A recording is not transcribed unless everybody on it agreed: nothing was kept"
    )


def _not_theirs(request: Web) -> dict[str, str]:
    return {"rep": words(request)("Choose somebody whose calls you may add")}


def _moment(request: Web, form: Sent, wrong: str) -> datetime | None:
    text = form.text("at")
    if not text:
        return None
    if (at := moment(text, visit(request).zone)) is None:
        form.errors["at"] = wrong
    return at


def _chunks(file: UploadFile) -> Iterator[bytes]:
    file.file.seek(0)
    while chunk := file.file.read(_CHUNK):
        yield chunk


def shown(request: Web, app: Any, by: Any, form: Sent, status: int) -> Response[str]:
    """The form, with what is wrong with it."""
    call = form.text("call")
    into, rep = app.call_lists.into(call, by) if call else (None, "")
    people = app.call_lists.owners(by)
    chosen = form.text("rep") or (by.person_id if "rep" in by.roles else "")
    return page(
        request,
        "calls/new.html",
        status,
        form=form,
        into=into,
        rep=rep,
        people=people,
        chosen=chosen,
        deals=app.call_lists.deals(by),
        most=MOST_BYTES >> 20,
        longest=LONGEST,
    )


HANDLERS = [new, receive]
