"""`revrise scim`: what the company's directory proves itself with, and what its groups give."""

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo


@click.group()
def scim() -> None:
    """The company's directory: its tokens, and what its groups give."""


@scim.group()
def token() -> None:
    """What the directory proves itself with."""


@token.command("list")
@as_json
@acting
def list_(session: Session, as_json: bool) -> None:
    """Tokens that were not ended."""
    rows = session.app.provisioning_tokens.open(session.actor)
    if as_json:
        show_json(rows)
        return
    lines = [(row["id"], row["name"], f"{row['expires_at']:%F}") for row in rows]
    table("Provisioning tokens", ["id", "name", "until"], lines)


@token.command()
@click.argument("name")
@click.option("--days", default=180, show_default=True, help="Days until it expires.")
@as_json
@acting
def make(session: Session, name: str, days: int, as_json: bool) -> None:
    """Make a token; it is shown once and kept nowhere."""
    made = session.app.provisioning_tokens.make(name, days, session.actor)
    if as_json:
        show_json({"id": made.id, "token": made.token, "expires_at": made.expires_at})
        return
    echo(made.token)
    echo(f"{made.id} works until {made.expires_at:%F}; it is not shown again", err=True)


@token.command()
@click.argument("token_id")
@as_json
@acting
def end(session: Session, token_id: str, as_json: bool) -> None:
    """End a token; the directory's next request is refused."""
    session.app.provisioning_tokens.end(token_id, session.actor)
    if as_json:
        show_json({"ended": token_id})
        return
    echo(f"{token_id} is over")


@scim.command()
@as_json
@acting
def groups(session: Session, as_json: bool) -> None:
    """Groups of the directory and what they give."""
    rows = session.app.scim_groups.listed(session.actor)
    if as_json:
        show_json(rows)
        return
    lines = [
        (row["id"], row["name"], len(row["members"]), " ".join(row["roles"]), row["team_id"])
        for row in rows
    ]
    table("Groups", ["id", "name", "members", "roles", "team"], lines)


@scim.command("map")
@click.argument("group_id")
@click.option("--role", "roles", multiple=True, help="A role members get; repeatable.")
@click.option("--team", help="The id of the team they are put in.")
@as_json
@acting
def map_(
    session: Session, group_id: str, roles: tuple[str, ...], team: str | None, as_json: bool
) -> None:
    """Sets what the members of a group get; nothing, where nothing is said."""
    from attrs import asdict

    from revrise.services.provisioning.groups import MapGroup

    made = session.app.scim_groups.map(MapGroup(group_id, roles, team), session.actor)
    if as_json:
        show_json(asdict(made))
        return
    echo(f"{made.name}: {' '.join(made.roles) or 'no role'}, {made.team_id or 'no team'}")
