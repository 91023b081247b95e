"""`revrise db`: the database's schema."""

from pathlib import Path

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json
from revrise.apps.cli.echo import echo


@click.group()
def db() -> None:
    """The database's schema."""


@db.command()
@as_json
@acting
def upgrade(session: Session, as_json: bool) -> None:
    """Bring the database to the schema this version needs, all of it or nothing."""
    done = session.app.upgrade()
    if as_json:
        show_json(done)
    elif done["from"] == done["to"]:
        echo(f"already at {done['to']}")
    else:
        echo(f"from {done['from'] or 'empty'} to {done['to']}")


@db.command()
@as_json
@acting
def status(session: Session, as_json: bool) -> None:
    """Where the database stands."""
    found = session.app.schema()
    if as_json:
        show_json({"current": found.current, "head": found.head, "behind": found.behind})
    else:
        echo(f"{found.current or 'empty'}, newest is {found.head}")


@db.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@as_json
@acting
def backup(session: Session, file: Path, as_json: bool) -> None:
    """Copy a SQLite database, whole, while it is being used. PostgreSQL has pg_dump."""
    size = session.app.backup(file)
    if as_json:
        show_json({"file": str(file), "bytes": size})
    else:
        echo(f"{size:,} bytes in {file}")


@db.command()
@click.argument("role")
@as_json
@acting
def grant(session: Session, role: str, as_json: bool) -> None:
    """Let a role of PostgreSQL that owns no table run RevRise; give the owner's URL for this."""
    session.app.let_in(role)
    if as_json:
        show_json({"role": role})
    else:
        echo(f"{role} may run RevRise, one tenant's rows at a time")
