"""`revrise calls search` and `reindex`: what was said, across calls."""

from datetime import UTC, datetime
from typing import Any

import rich_click as click
from attrs import asdict

from revrise.apps.cli.acting import Progress, Session, acting, as_json, many, show_json
from revrise.apps.cli.echo import echo, visible
from revrise.core.errors import Invalid
from revrise.services.calls.listing import CallFilter

_PLACE = 19  # digits


@click.command()
@click.argument("text", default="")
@click.option("--side", type=click.Choice(("seller", "buyer")), help="Who says it.")
@click.option("--question", is_flag=True, help="Only lines that ask something.")
@click.option("--objection", metavar="CATEGORY", help="Only objections: their category, or any.")
@click.option("--rep", metavar="PERSON", help="Whose calls.")
@click.option("--deal", metavar="DEAL", help="Calls about this deal: its id or CRM id.")
@click.option("--account", metavar="ID", help="Calls with this account.")
@click.option("--team", metavar="ID", help="Calls of this team.")
@click.option("--language", help="Calls in this language: en | zh.")
@click.option("--since", type=click.DateTime(), help="Calls that began then or later, UTC.")
@click.option("--until", type=click.DateTime(), help="Calls that began before, UTC.")
@click.option("--limit", default=20, show_default=True)
@click.option("--after", help="Go on where a page ended.")
@as_json
@acting
def search(session: Session, text: str, as_json: bool, **asked: Any) -> None:
    """Find what was said: words, "a phrase", -without; all of it in one line.

    Begin with -- where the first word has a minus. Newest call first. Names, numbers and
    addresses are not found, whoever searches.
    """
    from revrise.apps.said_views import told

    show, command = Progress("index"), _command(session, text, asked)
    session.app.call_index.catch_up(session.actor, lambda done: show(f"{done:,} calls"))
    found = session.app.said.find(command, session.actor)
    if as_json:
        show_json(told(found))
        return
    for one in found.rows:
        at = "" if one.start_ms is None else f" {_clock(one.start_ms // 1_000)}"
        echo(f"{one.title} · {one.rep} · {one.started_at:%Y-%m-%d}{at} · {one.side}")
        said = "".join(click.style(visible(part), bold=hit) for part, hit in one.excerpt.parts)
        before, behind = "… " * one.excerpt.cut_before, " …" * one.excerpt.cut_after
        click.echo(f"  {before}{said}{behind}\n  {one.url}")
    if not found.rows:
        echo("Nothing found in what you may read.")
    if found.after is not None:
        echo(f"More: --after {found.after}")


@click.command()
@click.option("--anew", is_flag=True, help="All of it, under a new key: old copies are unreadable.")
@as_json
@acting
def reindex(session: Session, anew: bool, as_json: bool) -> None:
    """Put calls into the index of what was said that are not in it."""
    show = Progress("reindex")
    indexed = session.app.call_index.again(
        session.actor, anew=anew, tell=lambda done: show(f"{done:,} calls")
    )
    if as_json:
        show_json({"calls": indexed})
        return
    echo(f"{many(indexed, 'call')} indexed")


@click.command()
@as_json
@acting
def remeasure(session: Session, as_json: bool) -> None:
    """Measure calls again that other detectors of plugins heard than are in use now.

    After a detector came, went or changed: metrics, objections and the index; scorecards stay as
    they were given. Stopped, it goes on where it was.
    """
    show = Progress("remeasure")
    found = session.app.remeasuring.run(session.actor, lambda done: show(f"{done:,} calls"))
    if as_json:
        show_json(asdict(found))
        return
    left = f"; {found.left:,} may not be measured now" if found.left else ""
    echo(f"{found.measured:,} of {found.calls:,} calls measured again{left}")


def _command(session: Session, text: str, asked: dict[str, Any]) -> Any:
    from revrise.services.calls.searching import FindSaid

    app, by, after = session.app, session.actor, asked["after"]
    if after is not None and not (after.isascii() and after.isdecimal() and len(after) <= _PLACE):
        raise Invalid("no page ended there", culprit="--after", remedy="take it from a page")
    calls = CallFilter(
        rep_id=app.people.find(asked["rep"], by) if asked["rep"] else None,
        deal_id=app.pipeline.find(asked["deal"], by) if asked["deal"] else None,
        language=asked["language"],
        since=_utc(asked["since"]),
        until=_utc(asked["until"]),
        team_id=asked["team"],
        account_id=asked["account"],
    )
    return FindSaid(
        text,
        asked["side"],
        asked["question"],
        asked["objection"],
        calls,
        int(after) if after else None,
        asked["limit"],
    )


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None
