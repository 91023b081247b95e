"""What calls are listened for: the set, changing it, trying it on calls, its versions."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, fault
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.coaching.drafts.draft import Draft, begun, checked, sent_draft
from revrise.apps.web.screens.coaching.drafts.trackers import TRACKERS
from revrise.apps.web.visit import visit, words
from revrise.core.bilingual import Language
from revrise.core.conversations.trackers import Tracker
from revrise.core.errors import Conflict, Invalid, NotFound, RevRiseError
from revrise.services.reach import may
from revrise.services.toml_faults import Faulty
from revrise.services.trackers.hearing import MOST_CALLS, Tried
from revrise.services.trackers.service import SetTrackers

_TRIED = 20


@get("/coaching/trackers")
def listed(request: Web, app: App, by: By) -> Response[str]:
    """The set in force; `?calls=20` says what it hears in so many of the newest calls."""
    found, asked = app.trackers.show(by), request.query_params.get("calls", "")
    calls = min(int(asked[:3]), MOST_CALLS) if asked.isascii() and asked.isdecimal() else 0
    heard = _tried(app, by, found.text, calls) if calls else None
    return page(
        request,
        "coaching/trackers.html",
        found=found,
        heard=heard,
        since=_midnight(request, app).astimezone(visit(request).zone).date(),
        past=app.past_calls.so_far(by),
        lately=app.past_calls.lately(by, _midnight(request, app)),
        calls=_TRIED,
        hears=may(app.desk, by, "call_transcript", "read"),
        names=_names(app, by),
        fault=_told(found.fault, visit(request).locale) if found.fault else None,
        **_helpers(request),
    )


@get("/coaching/trackers/edit")
def edit(request: Web, app: App, by: By) -> Response[str]:
    """The trackers in force, to change; `?version=3` begins with earlier ones."""
    app.desk.scope(by, "tracker", "create")
    found, asked = app.trackers.show(by), request.query_params.get("version", "")
    text = app.trackers.version(_number(asked), by).text if asked else found.text
    return _form(request, app, by, begun(TRACKERS, text, words(request)), found.number)


@post("/coaching/trackers/edit")
def save(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """Compares what was typed, tries it on calls, or listens for it from now on."""
    app.desk.scope(by, "tracker", "create")
    _, number, wanted = words(request), form.whole("number") or 0, form.text("what")
    draft = sent_draft(TRACKERS, form, _)
    if draft.did:
        return _form(request, app, by, draft, number)
    # A form without trackers listens for nothing, as an empty text does.
    text = "" if draft.form and not draft.form.trackers else draft.text
    try:
        if wanted == "save":
            made = app.trackers.set(SetTrackers(text, number), by)
            said = _("Version %(number)s is listened for", number=made)
            return redirect(request, "/coaching/trackers", said)
        heard = _tried(app, by, text, _TRIED) if wanted == "try" else None
        diff = app.trackers.diff(app.trackers.show(by).text, text, by)
    except (Invalid, Conflict) as error:
        draft = checked(TRACKERS, draft, _) if text else draft
        if draft.wrong:
            return _form(request, app, by, draft, number, 422)
        if isinstance(error, Faulty):
            return _form(request, app, by, draft, number, 422, faults=error.faults)
        wrong = _told(error, visit(request).locale)
        return _form(request, app, by, draft, number, 422, wrong=wrong)
    return _form(request, app, by, draft, number, diff=diff, heard=heard)


@get("/coaching/trackers/history")
def history(request: Web, app: App, by: By) -> Response[str]:
    """Every version, the newest first; `?version=3` says what that one changed."""
    versions, asked = app.trackers.history(by), request.query_params.get("version", "")
    diff = None
    if asked:
        chosen = app.trackers.version(_number(asked), by)
        before = app.trackers.version(chosen.number - 1, by).text if chosen.number > 1 else ""
        diff = app.trackers.diff(before, chosen.text, by)
    return page(
        request,
        "coaching/trackers_history.html",
        versions=versions,
        diff=diff,
        chosen=_number(asked) if asked else 0,
        names=_names(app, by),
    )


@post("/coaching/trackers/versions/{number:str}/restore")
def restore(request: Web, app: App, by: By, number: Part, form: Form) -> Response[Any]:
    """An earlier set again."""
    _, to = words(request), "/coaching/trackers"
    app.desk.scope(by, "tracker", "create")
    try:
        made = app.trackers.restore(_number(number), form.whole("number") or 0, by)
    except Conflict:
        text = _("It was changed meanwhile, or says the same; look again")
        return redirect(request, f"{to}/history", text, "bad")
    return redirect(request, to, _("Version %(number)s is listened for", number=made))


def pieces(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[bool, str]]:
    """The text cut where what was heard begins and ends; (whether heard, text)."""
    done = 0
    for start, end in sorted(spans):
        if start > done:
            yield False, text[done:start]
        if end > max(start, done):
            yield True, text[max(start, done) : end]
        done = max(done, end)
    if done < len(text):
        yield False, text[done:]


def _form(
    request: Web, app: Any, by: Any, draft: Draft, number: int, status: int = 200, **more: Any
) -> Response[str]:
    return page(
        request,
        "coaching/trackers_edit.html",
        status,
        draft=draft,
        number=number,
        hears=may(app.desk, by, "call_transcript", "read"),
        wrong=more.get("wrong"),
        faults=more.get("faults", ()),
        diff=more.get("diff"),
        heard=more.get("heard"),
        **_helpers(request),
    )


def _helpers(request: Web) -> dict[str, Any]:
    language = visit(request).locale

    def title(tracker: Tracker) -> str:
        return tracker.title.get(language) or next(iter(tracker.title.values()), tracker.id)

    return {"title": title, "pieces": pieces}


def _tried(app: Any, by: Any, text: str, calls: int) -> Tried | None:
    """None for who reads no words."""
    if not may(app.desk, by, "call_transcript", "read"):
        return None
    found: Tried = app.tracker_hearing.preview(text, calls, by)
    return found


def _told(error: RevRiseError, language: Language) -> tuple[str, str]:
    """Where it is wrong, and what."""
    line = re.fullmatch(r"line (\d+)(?:: (.+))?", error.culprit)
    key = f"{line[2]} " if line and line[2] else ""
    at = f"第 {line[1]} 行 {key}" if line and language == "zh" else error.culprit
    return at.strip(), fault(error, language)


def _midnight(request: Web, app: Any) -> datetime:
    """Where the day began for the reader, 30 days ago."""
    zone = visit(request).zone
    today = app.desk.clock.now().astimezone(zone).date()
    return datetime.combine(today - timedelta(days=30), time(), zone).astimezone(UTC)


def _names(app: Any, by: Any) -> dict[str, str]:
    return {one["id"]: one["name"] for one in app.people.list(by)}


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise NotFound("there is no such version")
    return int(text[:9])


HANDLERS = [listed, edit, save, history, restore]
