"""`revrise intake`: where calls come from by machine, and what waits for somebody."""

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo
from revrise.services.calls.commands import CONSENTS


@click.group()
def intake() -> None:
    """Calls that come in by machine: sources, and the inbox of what matched nothing."""


@intake.command()
@as_json
@acting
def sources(session: Session, as_json: bool) -> None:
    """The sources you may see."""
    found = session.app.intake_sources.list(session.actor)
    if as_json:
        show_json(found)
        return
    names = session.app.intake_sources.names(session.actor)
    lines = [
        (
            one.id,
            one.name,
            names.get(one.owner_id, one.owner_id),
            one.consent,
            "on" if one.active else "off",
        )
        for one in found
    ]
    table("Sources", ["id", "name", "in whose name", "consent", "state"], lines)


@intake.command("add-source")
@click.argument("name")
@click.option("--owner", metavar="PERSON", help="Who answers for it; you by default.")
@click.option("--consent", type=click.Choice(CONSENTS), default="none", show_default=True)
@click.option("--jurisdiction", default="unknown", help="Where its calls take place.")
@click.option("--separately", is_flag=True, help="They agree to each purpose by itself.")
@click.option("--country", default="", metavar="CODE", help="Calling code, such as 86 or 1.")
@click.option("--without-deal", is_flag=True, help="Keep a rep's call though no deal fits.")
@click.option("--connector", default="", help="A system to ask for its calls, such as gong.")
@as_json
@acting
def add_source(
    session: Session,
    name: str,
    owner: str | None,
    consent: str,
    jurisdiction: str,
    separately: bool,
    country: str,
    without_deal: bool,
    connector: str,
    as_json: bool,
) -> None:
    """Open a source of calls.

    Prints the secret that its messages are signed with; it is never shown again.
    """
    from revrise.services.intake.commands import AddSource

    by = session.actor
    person = session.app.people.find(owner, by) if owner else by.person_id
    command = AddSource(
        name, person, consent, jurisdiction, country, without_deal, connector, separately
    )
    made = session.app.intake_sources.add(command, by)
    if as_json:
        show_json(made)
        return
    echo(f"{made.id}\nsecret: {made.secret}\nsend to: /v1/intake/{made.id}")


@intake.command()
@click.argument("source_id", metavar="ID")
@as_json
@acting
def rotate(session: Session, source_id: str, as_json: bool) -> None:
    """Make a new secret; the old one is taken beside it for a day."""
    made = session.app.intake_sources.rotate(source_id, session.actor)
    show_json(made) if as_json else echo(f"secret: {made.secret}")


@intake.command()
@click.argument("source_id", metavar="ID")
@click.option("--on/--off", "active", default=True, help="Switch it on or off.")
@as_json
@acting
def switch(session: Session, source_id: str, active: bool, as_json: bool) -> None:
    """Switch a source on or off; of one that is off nothing is taken."""
    after = session.app.intake_sources.switch(source_id, session.actor, active=active)
    show_json(after) if as_json else echo("on" if after.active else "off")


@intake.command()
@as_json
@acting
def inbox(session: Session, as_json: bool) -> None:
    """Calls that came in and wait for somebody, the oldest first, with the reason."""
    found = session.app.call_inbox.waiting(session.actor)
    if as_json:
        show_json(found)
        return
    lines = [
        (one["id"], f"{one['started_at']:%Y-%m-%d %H:%M}", one["title"], one["reason"],
         " ".join(one["rep_ids"]), " ".join(one["deal_ids"]))
        for one in found
    ]  # fmt: skip
    table("Call inbox", ["id", "began", "title", "why", "reps", "deals"], lines)


@intake.command()
@click.argument("arrival_id", metavar="ID")
@click.option("--rep", required=True, metavar="PERSON", help="Whose call it is.")
@click.option("--deal", metavar="DEAL", help="The deal it was about: its id or CRM id.")
@click.option("--consent", type=click.Choice(CONSENTS), help="Where more is known by now.")
@click.option("--jurisdiction", help="Likewise.")
@click.option("--separately/--together", default=None, help="Each purpose by itself, or not.")
@as_json
@acting
def choose(
    session: Session,
    arrival_id: str,
    rep: str,
    deal: str | None,
    consent: str | None,
    jurisdiction: str | None,
    separately: bool | None,
    as_json: bool,
) -> int:
    """Say whose call one of them is; the exit code is 1 when it goes on waiting."""
    from revrise.services.intake.commands import Choose

    app, by = session.app, session.actor
    command = Choose(
        arrival_id,
        app.people.find(rep, by),
        app.pipeline.find(deal, by) if deal else None,
        consent,
        jurisdiction,
        separately,
    )
    after = app.call_inbox.choose(command, by)
    if as_json:
        show_json({"id": after.id, "state": after.state, "reason": after.reason,
                   "call": after.call_id})  # fmt: skip
    else:
        echo(after.call_id or f"{after.state}: {after.reason}")
    return 1 if after.state == "waiting" else 0


@intake.command()
@click.argument("arrival_id", metavar="ID")
@as_json
@acting
def dismiss(session: Session, arrival_id: str, as_json: bool) -> None:
    """Say that one of them is nobody's call: its file goes."""
    after = session.app.call_inbox.dismiss(arrival_id, session.actor)
    show_json({"id": after.id, "state": after.state}) if as_json else echo(after.state)
