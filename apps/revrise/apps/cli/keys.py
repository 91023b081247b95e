"""`revrise keys`: API keys of the person one acts as."""

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo


@click.group()
def keys() -> None:
    """API keys: how programs act for you."""


@keys.command("list")
@as_json
@acting
def list_(session: Session, as_json: bool) -> None:
    """Your keys that still work."""
    rows = session.app.keyring.keys(session.actor)
    if as_json:
        show_json(rows)
        return
    lines = [
        (
            row["id"],
            row["name"],
            "read" if row["read_only"] else "full",
            " ".join(row["scopes"] or ("everything",)),
            f"{row['expires_at']:%F}",
        )
        for row in rows
    ]
    table("API keys", ["id", "name", "may", "of", "until"], lines)


@keys.command()
@click.argument("name")
@click.option("--days", default=90, show_default=True, help="Days until it expires.")
@click.option("--full", is_flag=True, help="It may also change things; else it only reads.")
@click.option("--scope", "scopes", multiple=True, help="Only this: deal, or deal:read; repeatable.")
@as_json
@acting
def make(
    session: Session, name: str, days: int, full: bool, scopes: tuple[str, ...], as_json: bool
) -> None:
    """Make a key; it is shown once and kept nowhere."""
    from revrise.services.identity.keyring import MakeKey

    made = session.app.keyring.make_key(MakeKey(name, days, not full, scopes), session.actor)
    if as_json:
        show_json({"id": made.id, "key": made.token, "expires_at": made.expires_at})
        return
    echo(made.token)
    echo(f"{made.id} works until {made.expires_at:%F}; it is not shown again", err=True)


@keys.command()
@click.argument("key_id")
@as_json
@acting
def end(session: Session, key_id: str, as_json: bool) -> None:
    """End a key; within a second nobody accepts it any more."""
    session.app.keyring.end_key(key_id, session.actor)
    if as_json:
        show_json({"ended": key_id})
    else:
        echo(f"{key_id} is over")
