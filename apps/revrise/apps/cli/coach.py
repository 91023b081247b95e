"""`revrise coach`: gaps with evidence, plans, 1:1s."""

from datetime import UTC, datetime
from typing import Any

import rich_click as click
from attrs import asdict

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo
from revrise.core.coaching.review_skip import REASONS
from revrise.services.coaching.meetings import HoldOneOnOne
from revrise.services.coaching.plans import ProposePlan


@click.group()
def coach() -> None:
    """Gaps with evidence, coaching plans."""


@coach.command()
@click.option("--person", "about", metavar="PERSON", help="Of this person only.")
@click.option("--limit", default=10, show_default=True)
@as_json
@acting
def gaps(session: Session, about: str | None, limit: int, as_json: bool) -> None:
    """The widest gaps of the people you may see, with the words that show them."""
    person = session.app.people.find(about, session.actor) if about else None
    found = session.app.gaps.widest(session.actor, person_id=person, limit=limit)
    if as_json:
        show_json([view.as_document() for view in found])
        return
    language: Any = session.app.settings.locale
    lines = [
        (
            view.person,
            view.competency,
            f"{view.gap.current} ± {view.gap.margin}",
            view.gap.target,
            view.gap.n,
            "\n".join(f"“{quote.text}” ({quote.why.of(language)})" for quote in view.quotes),
        )
        for view in found
    ]
    heads = ["person", "competency", "now", "target", "n", "evidence"]
    table("Widest gaps", heads, lines, right="now target n")


@coach.command()
@click.argument("about", metavar="PERSON")
@click.option("--competency", help="On this competency; the widest gap by default.")
@click.option("--weeks", default=8, show_default=True)
@as_json
@acting
def plan(session: Session, about: str, competency: str | None, weeks: int, as_json: bool) -> None:
    """Propose a coaching plan for PERSON against a gap."""
    whom = session.app.people.find(about, session.actor)
    made = session.app.plans.propose(ProposePlan(whom, competency, weeks), session.actor)
    if as_json:
        show_json(asdict(made))
        return
    echo(f"{made.id}: {made.competency_id} from {made.baseline} to {made.target}")
    lines = [(one.kind, one.title, f"{one.due_at:%Y-%m-%d}") for one in made.actions]
    table("Actions", ["kind", "what", "due"], lines)


@coach.command()
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True)
@as_json
@acting
def reviews(session: Session, limit: int, as_json: bool) -> None:
    """The calls to review next, most telling first, and how much of each rep is heard."""
    from revrise.services.coaching.queue_document import queued

    found = queued(session.app.review_queues.show(session.actor, limit))
    if as_json:
        show_json(found)
        return
    lines = [
        (
            one["value"],
            one["call_id"],
            one["person"],
            one["title"],
            "\n".join(_reason(why) for why in one["why"]),
        )
        for one in found["items"]
    ]
    heads = ["value", "call", "rep", "title", "why"]
    table(f"{found['total']} wait ({found['formula']})", heads, lines, right="value")
    heard = [
        (one["person"], one["reviewed"], one["waiting"], _ago(one["unheard_days"]))
        for one in found["reps"]
    ]
    heads = ["rep", "reviewed in 30 days", "waiting", "last heard"]
    table("Who is heard", heads, heard, right="waiting")


@coach.command("skip")
@click.argument("call_id", metavar="CALL", required=False)
@click.option("--reason", type=click.Choice(REASONS), help="Why you pass over it.")
@click.option("--note", default="", help="In your words; `other` needs it.")
@click.option("--back", is_flag=True, help="Take it back: it may come to your queue again.")
@as_json
@acting
def skip(session: Session, call_id: str | None, as_json: bool, **asked: Any) -> None:
    """Pass over CALL in your review queue, with a reason; without CALL: why calls were."""
    from revrise.services.coaching.queue_document import all_skipped, skipped
    from revrise.services.coaching.skipping import SkipCall

    skipping, by = session.app.skipping, session.actor
    if call_id is None:
        found = all_skipped(skipping.show(by))
        show_json(found) if as_json else _tell_skipped(found)
    elif asked["back"]:
        skipping.take_back(call_id, by)
        show_json({"call_id": call_id, "skipped": False}) if as_json else echo(call_id)
    elif not asked["reason"]:
        raise click.UsageError(f"give --reason: one of {', '.join(REASONS)}")
    else:
        made = skipped(skipping.skip(SkipCall(call_id, asked["reason"], asked["note"]), by))
        show_json(made) if as_json else echo(f"{call_id} is skipped: {made['reason']}")


def _tell_skipped(found: dict[str, Any]) -> None:
    counts = ", ".join(f"{name} {n}" for name, n in found["counts"].items()) or "none"
    lines = [
        (one["call_id"], one["title"], one["person"], one["coach"], one["reason"], one["note"])
        for one in found["items"]
    ]
    heads = ["call", "title", "rep", "coach", "reason", "note"]
    table(f"Skipped in 30 days: {counts}", heads, lines)


def _reason(why: dict[str, Any]) -> str:
    usual = "" if why["low"] is None else f", usual {why['low']:,.2f} to {why['high']:,.2f}"
    figure = "" if why["figure"] is None else f" {why['figure']:,.2f}{usual}"
    return f"{why['points']} {why['kind']} {why['about']}{figure}".rstrip()


def _ago(days: int | None) -> str:
    return "never" if days is None else f"{days} days ago"


@coach.command()
@as_json
@acting
def plans(session: Session, as_json: bool) -> None:
    """The coaching plans you may see, newest first."""
    rows = session.app.plans.list(session.actor)
    if as_json:
        show_json(rows)
        return
    lines = [
        (
            row["id"],
            row["person_id"],
            row["competency_id"],
            row["state"],
            f"{row['due_at']:%Y-%m-%d}",
        )
        for row in rows
    ]
    table("Plans", ["id", "person", "competency", "state", "due"], lines)


@coach.command()
@click.argument("plan_id", metavar="PLAN")
@as_json
@acting
def accept(session: Session, plan_id: str, as_json: bool) -> None:
    """Accept a plan that is for you."""
    _say(session.app.plans.accept(plan_id, session.actor), as_json=as_json)


@coach.command()
@click.argument("plan_id", metavar="PLAN")
@click.argument("subject", metavar="ACTION")
@as_json
@acting
def finish(session: Session, plan_id: str, subject: str, as_json: bool) -> None:
    """Mark an action of a plan as done; with the last one the plan completes."""
    _say(session.app.plans.finish(plan_id, subject, session.actor), as_json=as_json)


@coach.command("one-on-one")
@click.argument("plan_id", metavar="PLAN")
@click.option("--at", type=click.DateTime(), required=True, help="When, UTC.")
@as_json
@acting
def one_on_one(session: Session, plan_id: str, at: datetime, as_json: bool) -> None:
    """Plan a 1:1 about a coaching plan."""
    meeting = session.app.meetings.plan(plan_id, at.replace(tzinfo=UTC), session.actor)
    if as_json:
        show_json(asdict(meeting))
    else:
        echo(f"{meeting.id} on {meeting.at:%Y-%m-%d %H:%M}: {'; '.join(meeting.agenda)}")


@coach.command("one-on-ones")
@as_json
@acting
def one_on_ones(session: Session, as_json: bool) -> None:
    """The 1:1s you may see, newest first."""
    rows = session.app.meetings.list(session.actor)
    if as_json:
        show_json(rows)
        return
    lines = [
        (
            row["id"],
            row["person_id"],
            f"{row['at']:%Y-%m-%d %H:%M}",
            row["state"],
            "; ".join(row["agenda"]),
        )
        for row in rows
    ]
    table("1:1s", ["id", "person", "at", "state", "agenda"], lines)


@coach.command()
@click.argument("one_on_one_id", metavar="ONE_ON_ONE")
@click.option("--notes", required=True, help="What both may read.")
@click.option("--promise", "promises", multiple=True, help="What was promised; may be repeated.")
@click.option("--private", "private_notes", default="", help="Notes for you alone.")
@as_json
@acting
def hold(session: Session, one_on_one_id: str, notes: str, as_json: bool, **said: Any) -> None:
    """Hold a 1:1: what was said and promised."""
    command = HoldOneOnOne(one_on_one_id, notes, said["promises"], said["private_notes"])
    _say(session.app.meetings.hold(command, session.actor), as_json=as_json)


@coach.command()
@click.argument("plan_id", metavar="PLAN")
@click.option("--reason", required=True)
@as_json
@acting
def close(session: Session, plan_id: str, reason: str, as_json: bool) -> None:
    """End a plan without completion."""
    _say(session.app.plans.close(plan_id, reason, session.actor), as_json=as_json)


def _say(made: Any, *, as_json: bool) -> None:
    if as_json:
        show_json(asdict(made))
    else:
        echo(f"{made.id} is {made.state}")
