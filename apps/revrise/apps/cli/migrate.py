"""`revrise migrate`: what a deployment runs before its servers and workers."""

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json
from revrise.apps.cli.echo import echo


@click.command()
@as_json
@acting
def migrate(session: Session, as_json: bool) -> None:
    """Bring the database to this version's schema and set the organisation up; then end.

    Running it again changes nothing; two at once wait for one another.
    """
    done = session.app.upgrade()
    _ = session.app.people
    if as_json:
        show_json(done)
    else:
        echo(f"the database is at {done['to']}")
