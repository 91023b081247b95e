"""`revrise calls rename`: another title for a call."""

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json
from revrise.apps.cli.echo import echo


@click.command()
@click.argument("call_id", metavar="CALL")
@click.argument("title", metavar="TITLE")
@as_json
@acting
def rename(session: Session, call_id: str, title: str, as_json: bool) -> None:
    """TITLE is what CALL is called from now on."""
    from revrise.services.calls.renaming import RenameCall

    made = session.app.renaming.rename(RenameCall(call_id, title), session.actor)
    found = {"id": made.id, "title": made.title, "version": made.version}
    show_json(found) if as_json else echo(f"{made.id} is called {made.title!r}")
