"""`revrise rubrics`: the same call given to several reviewers."""

from datetime import UTC, datetime
from typing import Any

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo
from revrise.core.coaching.review_skip import REASONS


@click.command()
@click.argument("call_id", metavar="CALL")
@click.argument("rubric")
@click.option("--to", "people", multiple=True, required=True, help="A reviewer; give two or more.")
@click.option("--due", type=click.DateTime(), required=True, help="Until when, UTC.")
@as_json
@acting
def assign(session: Session, call_id: str, rubric: str, as_json: bool, **asked: Any) -> None:
    """Give CALL to several people to score on RUBRIC, none of whom sees a level before all did."""
    from revrise.services.assignments.giving import GiveCall

    by = session.actor
    reviewers = tuple(session.app.people.find(one, by) for one in asked["people"])
    due: datetime = asked["due"].replace(tzinfo=UTC)
    made = session.app.giving.give(GiveCall(call_id, rubric, reviewers, due), by)
    _show(session, made.id, as_json=as_json)


@click.command()
@click.argument("assignment", required=False)
@click.option("--end", is_flag=True, help="End it before all have scored: levels are shown.")
@as_json
@acting
def assignments(session: Session, assignment: str | None, end: bool, as_json: bool) -> None:
    """Calls given to several reviewers: who has scored; of ASSIGNMENT how they agree."""
    from revrise.services.assignments.document import assigned

    if assignment:
        if end:
            session.app.giving.end(assignment, session.actor)
        _show(session, assignment, as_json=as_json)
        return
    if end:
        raise click.UsageError("say which ASSIGNMENT is to end")
    found = [assigned(one) for one in session.app.assignments.list(session.actor)]
    if as_json:
        show_json(found)
        return
    heads = ["id", "rubric", "title", "rep", "due", "state"]
    lines = [
        (*(one[name] for name in heads[:4]), f"{one['due']:%Y-%m-%d}", one["state"], _far(one))
        for one in found
    ]
    table("Calls given to reviewers", [*heads, "reviewers"], lines)


@click.command()
@click.argument("assignment")
@click.argument("criterion")
@click.argument("level", type=click.IntRange(1, 5))
@click.option("--reason", required=True, help="Why this level.")
@as_json
@acting
def settle(
    session: Session, assignment: str, criterion: str, level: int, reason: str, as_json: bool
) -> None:
    """Settle a difference of reviewers on CRITERION at LEVEL; what they gave stays."""
    from revrise.services.assignments.document import settled
    from revrise.services.assignments.giving import Settle

    command = Settle(assignment, criterion, level, reason)
    made = settled(session.app.giving.settle(command, session.actor))
    show_json(made) if as_json else echo(f"{criterion} is settled at {level}")


@click.command("pass")
@click.argument("review")
@click.option("--reason", type=click.Choice(REASONS), required=True)
@click.option("--note", default="", help="In your words; `other` needs it.")
@as_json
@acting
def pass_on(session: Session, review: str, reason: str, note: str, as_json: bool) -> None:
    """Pass on REVIEW, which was given to you, with a reason; `rubrics blind` lists them."""
    from revrise.services.assignments.passing import SkipReview
    from revrise.services.rubrics.document import reviewed

    command = SkipReview(review, reason, note)
    made = reviewed(session.app.passing.skip(command, session.actor))
    show_json(made) if as_json else echo(f"{review} is {made['state']}")


def _show(session: Session, assignment_id: str, *, as_json: bool) -> None:
    from revrise.services.assignments.document import assigned

    one = assigned(session.app.assignments.show(assignment_id, session.actor))
    if as_json:
        show_json(one)
        return
    echo(f"{one['id']}: {one['title']}, {one['rubric']}, {one['state']}; {_far(one)}")
    if not one["fresh"]:
        echo("scored before it was given: people are blind to one another alone")
    if one["agreement"] is None:
        return
    found = one["agreement"]
    names = {each["person_id"]: each["name"] for each in one["reviewers"]}
    heads = ["criterion", *names.values(), "machine", "spread", "settled"]
    lines = [
        (
            each["criterion"],
            *(each["levels"].get(who, "–") for who in names),
            "–" if each["machine"] is None else each["machine"],
            each["spread"],
            each["settled"]["level"] if each["settled"] else "–",
        )
        for each in found["criteria"]
    ]
    figures = ", ".join(
        f"{name} {found[key]:.2f}"
        for name, key in (("κ", "kappa"), ("α", "alpha"))
        if found[key] is not None
    )
    table(f"Agreement: {figures or 'cannot be told'}", heads, lines)


def _far(one: dict[str, Any]) -> str:
    return ", ".join(f"{each['name']} {each['state']}" for each in one["reviewers"])
