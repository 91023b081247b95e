"""`revrise rewards`: run the rules, read the ledger, see the leaderboard."""

from collections import Counter
from typing import Any

import rich_click as click
from attrs import asdict

from revrise.apps.cli.acting import Session, acting, as_json, in_lang, show_json, table
from revrise.apps.cli.echo import echo
from revrise.apps.cli.filing import Wanted, as_file
from revrise.core.governance.rule import ALWAYS, where

_SHOWN = 30


@click.group()
def rewards() -> None:
    """Points: run the rules, ledger, leaderboard."""


@rewards.command()
@click.option("--dry-run", is_flag=True, help="Say what would be granted; change nothing.")
@as_json
@acting
def run(session: Session, dry_run: bool, as_json: bool) -> None:
    """Grant points by the rules; what was granted before is not granted again."""
    done = session.app.rewards.run(session.actor, dry=dry_run)
    refused = Counter(one.rule.ref for one in done.decisions if not one.granted)
    summary = {
        "granted": len(done.granted),
        "reversed": len(done.reversed),
        "refused": sum(refused.values()),
        "points": done.points,
        "dry_run": dry_run,
    }
    if as_json:
        decisions = [_decision(one) for one in done.decisions]
        show_json({**summary, "decisions": decisions})
        return
    verb = "would be granted" if dry_run else "granted"
    echo(
        f"{len(done.granted)} entries {verb}, {len(done.reversed)} taken back, "
        f"{done.points:,} points; {summary['refused']} refused"
    )


@rewards.command()
@click.option("--person", "about", metavar="PERSON", help="Of this person only.")
@in_lang
@as_json
@as_file
@acting
def ledger(
    session: Session, about: str | None, lang: str, as_json: bool, file: Wanted | None
) -> None:
    """The points you may see, newest first, each with its reason."""
    person = session.app.people.find(about, session.actor) if about else None
    if file:
        file.listed(session, "ledger", where(person_id=person) if person else ALWAYS)
        return
    rows = session.app.rewards.ledger(session.actor, person)
    if as_json:
        show_json(rows)
        return
    lines = [
        (f"{row['at']:%Y-%m-%d}", row["person_id"], f"{row['points']:+}", _why(row, lang))
        for row in rows[:_SHOWN]
    ]
    table(f"{len(rows):,} entries", ["on", "person", "points", "why"], lines, right="points")


@rewards.command()
@click.option("--team", help="Of this team's id only.")
@click.option("--weeks", default=13, show_default=True)
@as_json
@as_file
@acting
def leaderboard(
    session: Session, team: str | None, weeks: int, as_json: bool, file: Wanted | None
) -> None:
    """Places with the interval that chance leaves them, of the people you may see."""
    found = session.app.rewards.leaderboard(session.actor, team, weeks)
    if as_json:
        places = [
            {
                **asdict(place),
                "name": found.names.get(place.person_id),
                "points": found.points[place.person_id],
            }
            for place in found.board.places
        ]
        show_json({"start": found.start, "end": found.end, "places": places})
        return
    lines = [
        (
            place.place,
            f"{place.first}–{place.last}",
            found.names.get(place.person_id, place.person_id),
            found.points[place.person_id],
            f"{place.score:.1f}",
        )
        for place in found.board.places
    ]
    heads = ["place", "between", "person", "points", "a week"]
    if file:
        file.computed(session, "ledger_entry", heads, lines)
        return
    title = f"Leaderboard {found.start:%Y-%m-%d} to {found.end:%Y-%m-%d}"
    table(title, heads, lines, right="place points a week")


def _why(row: Any, lang: str) -> str:
    return row[f"reason_{lang}"] or f"({row['rule']})"


def _decision(one: Any) -> dict[str, Any]:
    return {
        "rule": one.rule.ref,
        "person": one.person_id,
        "granted": one.granted,
        "points": one.points,
        "at": one.at,
        "source": one.source_id,
        "reason": asdict(one.reason),
    }
