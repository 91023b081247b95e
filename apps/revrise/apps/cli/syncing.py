"""`revrise calls sources` and `revrise calls sync`: systems that are asked for their calls."""

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo
from revrise.core.errors import RevRiseError


@click.command()
@as_json
@acting
def sources(session: Session, as_json: bool) -> None:
    """Systems that are asked for their calls, and how that went last.

    A source is opened by `revrise intake add-source --connector`.
    """
    found = [one for one in session.app.intake_sources.list(session.actor) if one.connector]
    if as_json:
        show_json(found)
        return
    lines = [
        (one.id, one.name, one.connector, _state(one), _when(one.pulling), _said(one.pulling))
        for one in found
    ]
    heads = ["id", "name", "system", "state", "last sync (UTC)", "what came of it"]
    table("Sources that are asked", heads, lines)


@click.command()
@click.argument("source_id", metavar="[SOURCE]", required=False)
@as_json
@acting
def sync(session: Session, source_id: str | None, as_json: bool) -> int:
    """Ask a source's system for its new calls now, or every one; a worker asks by itself.

    What was kept before an error stays, and the next sync goes on behind it. The exit code is
    then that of the errors, or 1 where they differ.
    """
    from revrise.apps.cli.main import code

    app, by = session.app, session.actor
    codes = set[int]()
    found = [one for one in app.intake_sources.list(by) if one.connector and one.active]
    if not source_id and not found and not as_json:
        echo("No source asks a system for its calls (revrise intake add-source --connector).")
    for one in [source_id] if source_id else [one.id for one in found]:
        try:
            after = app.call_syncs.now(one, by)
        except RevRiseError as error:
            if source_id:
                raise
            codes.add(code(error))
            echo(f"{one}: {error}", err=True)
            if as_json:
                show_json({"source": one, "error": error.message, "remedy": error.remedy},
                          lines=True)  # fmt: skip
            continue
        if as_json:
            show_json({"source": one, "state": after.state, "brought": after.brought,
                       "left_out": after.left_out, "because": after.because},
                      lines=source_id is None)  # fmt: skip
        else:
            echo(f"{one}: {_said(after)}")
    return codes.pop() if len(codes) == 1 else bool(codes)


def _state(one: object) -> str:
    if not getattr(one, "active", False):
        return "off"
    pulling = getattr(one, "pulling", None)
    return pulling.state if pulling else "never"


def _when(pulling: object) -> str:
    at = getattr(pulling, "ended_at", None)
    return f"{at:%Y-%m-%d %H:%M}" if at else ""


def _said(pulling: object) -> str:
    if pulling is None:
        return ""
    error, because = getattr(pulling, "error", ""), getattr(pulling, "because", "")
    if error:
        return f"{error} ({getattr(pulling, 'remedy', '')})".replace(" ()", "")
    left = getattr(pulling, "left_out", 0)
    more = f", {left} left out: {because}" if left else ""
    return f"{getattr(pulling, 'brought', 0)} new{more}"
