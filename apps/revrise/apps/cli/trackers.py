"""`revrise trackers`: what calls are listened for."""

from pathlib import Path
from typing import Any

import rich_click as click

from revrise.apps.cli.acting import Progress, Session, acting, as_json, many, show_json, table
from revrise.apps.cli.echo import echo
from revrise.services.text_file import text_of

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def trackers() -> None:
    """What calls are listened for."""


@trackers.command()
@click.option("--text", is_flag=True, help="As the text it was written as.")
@as_json
@acting
def show(session: Session, text: bool, as_json: bool) -> None:
    """The trackers in force."""
    from revrise.services.trackers.document import in_force

    found = session.app.trackers.show(session.actor)
    past, lately = (
        session.app.past_calls.so_far(session.actor),
        session.app.past_calls.lately(session.actor),
    )
    if text:
        echo(found.text, nl=bool(found.text) and not found.text.endswith("\n"))
    elif as_json:
        show_json(in_force(found, past, lately))
    else:
        met = lately.met if lately else {}
        rows = [
            (one.id, one.title.get("en", ""), one.title.get("zh", ""), met.get(one.id, 0))
            for one in found.trackers
        ]
        heads = [
            "id",
            "title",
            "标题",
            f"met in {many(lately.calls, 'call')} of 30 days" if lately else "",
        ]
        shown = 4 if lately else 3
        table(f"Trackers, version {found.number}", heads[:shown], [row[:shown] for row in rows])
        if found.fault:
            echo(f"nothing is listened for: {found.fault}", err=True)
        if past and past.state in {"queued", "running"}:
            echo(f"past calls: {past.state}, {past.done:,} of {past.total:,} gone through")


@trackers.command("set")
@click.argument("file", type=_FILE)
@as_json
@acting
def set_(session: Session, file: Path, as_json: bool) -> None:
    """Listen for FILE from now on, instead of what was listened for; empty: for nothing."""
    from revrise.services.trackers.service import SetTrackers

    app, by = session.app, session.actor
    number = app.trackers.set(SetTrackers(text_of(file), app.trackers.show(by).number), by)
    _said({"number": number}, f"version {number} is in force", as_json)


@trackers.command()
@click.argument("file", type=_FILE)
@as_json
def check(file: Path, as_json: bool) -> int:
    """Say whether FILE holds trackers, else each line, the key and what is wrong with it."""
    from revrise.apps.cli.text_faults import say_faults
    from revrise.services.toml_faults import Faulty
    from revrise.services.trackers.document import brief
    from revrise.services.trackers.service import check as checked

    try:
        found = checked(text_of(file))
    except Faulty as error:
        return say_faults(error.faults, file.name, as_json=as_json)
    _said(
        {"ok": True, "trackers": brief(found)},
        f"{file.name}: {many(len(found), 'tracker')}",
        as_json,
    )
    return 0


@trackers.command()
@as_json
@acting
def history(session: Session, as_json: bool) -> None:
    """The versions, the newest first."""
    from revrise.services.trackers.document import listed

    found = [listed(one) for one in session.app.trackers.history(session.actor)]
    if as_json:
        show_json(found)
        return
    heads = ["number", "set_at", "set_by", "length"]
    table("Versions", heads, [tuple(one[name] for name in heads) for one in found])


@trackers.command()
@click.argument("number", type=int)
@click.argument("against", type=int, required=False)
@as_json
@acting
def diff(session: Session, number: int, against: int | None, as_json: bool) -> None:
    """What version NUMBER changed, or how it differs from AGAINST."""
    from revrise.services.trackers.document import compared

    desk, by = session.app.trackers, session.actor
    found = desk.version(number, by)
    other = number - 1 if against is None else against
    before = desk.version(other, by).text if other else ""
    shown = compared(found, other, desk.diff(before, found.text, by))
    lines = "\n".join(shown["diff"]["lines"])
    _said(shown, lines or "no difference", as_json)


@trackers.command()
@click.argument("number", type=int)
@as_json
@acting
def restore(session: Session, number: int, as_json: bool) -> None:
    """Listen for version NUMBER again, as a new version."""
    desk, by = session.app.trackers, session.actor
    made = desk.restore(number, desk.show(by).number, by)
    _said({"number": made}, f"version {made} is in force", as_json)


@trackers.command()
@as_json
@acting
def again(session: Session, as_json: bool) -> None:
    """Go through the past calls now, where no worker does: those not yet gone through."""
    show = Progress("trackers")
    heard = session.app.past_calls.catch_up(
        session.actor, lambda done, total: show(f"{done:,} of {total:,} calls")
    )
    _said({"calls": heard}, f"{many(heard, 'call')} listened to", as_json)


@trackers.command("try")
@click.argument("file", type=_FILE, required=False)
@click.option("--calls", type=click.IntRange(1, 50), default=20, show_default=True)
@as_json
@acting
def try_(session: Session, file: Path | None, calls: int, as_json: bool) -> None:
    """What FILE, or the set in force, would have heard in the newest calls you may read."""
    from revrise.services.trackers.document import tried

    app, by = session.app, session.actor
    text = text_of(file) if file else app.trackers.show(by).text
    found = tried(app.tracker_hearing.preview(text, calls, by))
    if as_json:
        show_json(found)
        return
    _tell(found["heard"], f"Heard in {many(found['calls'], 'call')}, {found['silent']} left out")


@trackers.command()
@click.argument("call")
@as_json
@acting
def heard(session: Session, call: str, as_json: bool) -> None:
    """What the set in force hears in CALL."""
    from revrise.services.trackers.document import in_call

    found = in_call(call, session.app.tracker_hearing.of_call(call, session.actor))
    if as_json:
        show_json(found)
        return
    _tell(found["heard"], "Heard" if found["allowed"] else "Heard: nothing, its words are withheld")


def _tell(found: list[dict[str, Any]], title: str) -> None:
    rows = [(one["id"], one["calls"], one["times"], _quote(one["lines"])) for one in found]
    table(title, ["tracker", "calls", "times", "for example"], rows, right="calls times")


def _quote(lines: list[dict[str, Any]]) -> str:
    return f"{lines[0]['call_id']}: {lines[0]['text'][:80]}" if lines else ""


def _said(document: Any, text: str, as_json: bool) -> None:
    show_json(document) if as_json else echo(text)
