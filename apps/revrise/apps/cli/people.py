"""`revrise people`: who is who."""

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table


@click.group()
def people() -> None:
    """Who is who."""


@people.command("list")
@as_json
@acting
def list_(session: Session, as_json: bool) -> None:
    """The people you may see; any id or name does for --as."""
    rows = session.app.people.list(session.actor)
    if as_json:
        show_json(rows)
        return
    lines = [
        (row["id"], row["name"], ", ".join(row.get("roles") or ()), row.get("team_id"))
        for row in rows
    ]
    table("People", ["id", "name", "roles", "team"], lines)


@people.command("whoami")
@as_json
@acting
def whoami(session: Session, as_json: bool) -> None:
    """On whose behalf commands act."""
    actor = session.actor
    found = {
        "person": actor.person_id,
        "roles": sorted(actor.roles),
        "team": actor.team_id,
        "teams below": sorted(actor.subtree),
    }
    if as_json:
        show_json(found)
    else:
        for name, value in found.items():
            click.echo(f"{name}: {', '.join(value) if isinstance(value, list) else value}")
