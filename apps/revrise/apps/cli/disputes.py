"""`revrise disputes`: levels that the person scored says are wrong."""

from typing import Any

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo
from revrise.core.scoring.dispute import Dispute


@click.group()
def disputes() -> None:
    """Levels that the person scored says are wrong; somebody else decides."""


@disputes.command("list")
@click.option("--call", metavar="CALL", help="On this call or role-play only.")
@as_json
@acting
def list_(session: Session, call: str | None, as_json: bool) -> None:
    """The disputes you may see, newest first."""
    from attrs import asdict

    found = session.app.reviews.disputes(session.actor, call)
    if as_json:
        show_json([asdict(one) for one in found])
        return
    lines = [(one.id, one.criterion, one.level, one.state, one.decided_level or "", one.reason)
             for one in found]  # fmt: skip
    table("Disputes", ["id", "criterion", "level", "state", "decided", "why"], lines)


@disputes.command("raise")
@click.argument("assessment_id", metavar="ASSESSMENT")
@click.argument("criterion", metavar="CRITERION")
@click.option("--reason", required=True, help="Why the level is wrong.")
@as_json
@acting
def raise_(session: Session, assessment_id: str, as_json: bool, **given: Any) -> None:
    """Dispute a level of your own on CRITERION; it stands until somebody decides."""
    from revrise.services.reviews.service import Disputing

    command = Disputing(assessment_id, given["criterion"], given["reason"])
    _say(session.app.reviews.dispute(command, session.actor), as_json=as_json)


@disputes.command()
@click.argument("dispute_id", metavar="DISPUTE")
@click.option("--level", type=click.IntRange(1, 5), required=True, help="The level that stands.")
@click.option("--reason", required=True, help="Why.")
@as_json
@acting
def decide(session: Session, dispute_id: str, level: int, reason: str, as_json: bool) -> None:
    """Decide a dispute; who scored or disputes it cannot."""
    from revrise.services.reviews.service import Deciding

    command = Deciding(dispute_id, level, reason)
    _say(session.app.reviews.decide(command, session.actor), as_json=as_json)


def _say(made: Dispute, *, as_json: bool) -> None:
    from attrs import asdict

    if as_json:
        show_json(asdict(made))
        return
    echo(f"{made.id} {made.state}: {made.criterion} at {made.decided_level or made.level}")
