"""`revrise access`: how far people and teams see, and roles in time."""

from datetime import timedelta

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo
from revrise.core.errors import NotFound
from revrise.core.people.data_range import KINDS, SUBJECTS


@click.group()
def access() -> None:
    """How far people and teams see, and roles in time."""


@access.command()
@as_json
@acting
def ranges(session: Session, as_json: bool) -> None:
    """People and teams with a data range of their own."""
    found = [dict(one) for one in session.app.data_ranges.ranges(session.actor)]
    if as_json:
        show_json(found)
        return
    rows = [(one["subject"], one["subject_id"], one["kind"], one["set_id"]) for one in found]
    table("Data ranges", ["subject", "id", "range", "set"], rows)


@access.command("range")
@click.argument("subject", type=click.Choice(SUBJECTS))
@click.argument("who")
@click.argument("kind", type=click.Choice([*KINDS, "roles"]))
@click.option("--set", "set_id", help="The named set, for the range `set`.")
@as_json
@acting
def range_(
    session: Session, subject: str, who: str, kind: str, set_id: str | None, as_json: bool
) -> None:
    """Sets how far a person or a team sees; `roles` leaves it to their roles again."""
    from attrs import asdict

    from revrise.services.people.data_ranges import SetRange

    app, by = session.app, session.actor
    subject_id = app.people.find(who, by) if subject == "person" else who
    wanted = None if kind == "roles" else kind
    made = app.data_ranges.set_range(SetRange(subject, subject_id, wanted, set_id), by)
    if as_json:
        show_json(asdict(made) if made else None)
        return
    echo(f"{subject} {who}: {kind}")


@access.command()
@as_json
@acting
def sets(session: Session, as_json: bool) -> None:
    """Named sets of teams and people."""
    found = [dict(one) for one in session.app.data_ranges.sets(session.actor)]
    if as_json:
        show_json(found)
        return
    rows = [(o["id"], o["name"], ", ".join(o["teams"]), ", ".join(o["people"])) for o in found]
    table("Sets", ["id", "name", "teams", "people"], rows)


@access.command("set")
@click.argument("name")
@click.option("--team", "teams", multiple=True, help="A team, with those below it.")
@click.option("--person", "people", multiple=True, help="A person.")
@as_json
@acting
def set_(
    session: Session, name: str, teams: tuple[str, ...], people: tuple[str, ...], as_json: bool
) -> None:
    """Makes the set NAME, or changes it."""
    from attrs import asdict

    app, by = session.app, session.actor
    known = {one["name"]: str(one["id"]) for one in app.data_ranges.sets(by)}
    chosen = [app.people.find(person, by) for person in people]
    made = app.data_ranges.keep_set(name, teams, chosen, by, known.get(name, ""))
    if as_json:
        show_json(asdict(made))
        return
    echo(f"{made.id}: {made.name}")


@access.command("remove-set")
@click.argument("name")
@as_json
@acting
def remove_set(session: Session, name: str, as_json: bool) -> None:
    """Takes the set NAME away."""
    app, by = session.app, session.actor
    known = {one["name"]: str(one["id"]) for one in app.data_ranges.sets(by)}
    if name not in known:
        raise NotFound(f"no set {name}")
    app.data_ranges.remove_set(known[name], by)
    if as_json:
        show_json({"removed": known[name]})
        return
    echo(f"{name} is gone")


@access.command()
@as_json
@acting
def grants(session: Session, as_json: bool) -> None:
    """Roles in time one may see."""
    found = [dict(one) for one in session.app.role_grants.grants(session.actor)]
    if as_json:
        show_json(found)
        return
    rows = [
        (o["id"], o["person_id"], o["role"], o["kind"], f"{o['ended_at'] or o['ends_at']:%F %R}")
        for o in found
    ]
    table("Roles in time", ["id", "person", "role", "kind", "until"], rows)


@access.command()
@click.argument("whom", metavar="PERSON")
@click.argument("role")
@click.option("--days", type=click.IntRange(1, 366), required=True, help="For how long.")
@click.option("--reason", required=True, help="Why, in ten characters or more.")
@click.option("--temporary", is_flag=True, help="Give any role, instead of lending one's own.")
@as_json
@acting
def give(
    session: Session,
    whom: str,
    role: str,
    days: int,
    reason: str,
    temporary: bool,
    as_json: bool,
) -> None:
    """Lends PERSON a ROLE of one's own for a while, and with it how far one sees."""
    from attrs import asdict

    from revrise.services.policy.role_grants import GiveRole

    app, by = session.app, session.actor
    until = app.clock.now() + timedelta(days=days)
    kind = "temporary" if temporary else "delegated"
    command = GiveRole(app.people.find(whom, by), role, reason, until, kind=kind)
    made = app.role_grants.give(command, by)
    if as_json:
        show_json(asdict(made))
        return
    echo(f"{made.id}: {whom} is {role} until {made.ends_at:%Y-%m-%d %H:%M}")


@access.command()
@click.argument("grant_id")
@as_json
@acting
def end(session: Session, grant_id: str, as_json: bool) -> None:
    """Takes a role back before its time."""
    from attrs import asdict

    ended = session.app.role_grants.end(grant_id, session.actor)
    if as_json:
        show_json(asdict(ended))
        return
    echo(f"{grant_id} is over")


@access.command("break-glass")
@click.option("--reason", required=True, help="Why it cannot wait.")
@as_json
@acting
def break_glass(session: Session, reason: str, as_json: bool) -> None:
    """Takes emergency access for an hour; every administrator is told."""
    from attrs import asdict

    made = session.app.role_grants.break_glass(reason, session.actor)
    if as_json:
        show_json(asdict(made))
        return
    echo(f"you read everything until {made.ends_at:%Y-%m-%d %H:%M} (UTC)")
