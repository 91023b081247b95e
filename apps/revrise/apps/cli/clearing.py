"""`revrise calls clear`: what broken uploads and killed processes left behind."""

import rich_click as click
from attrs import asdict

from revrise.apps.cli.acting import Session, acting, as_json, show_json
from revrise.apps.cli.echo import echo


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@as_json
@acting
def clear(session: Session, dry_run: bool, as_json: bool) -> None:
    """Clear away uploads whose time is over and files that nothing names any more.

    A job does it, each night and now; files less than three days old stay. For administrators.
    """
    if dry_run:
        found = asdict(session.app.clearing.look(session.actor))
        text = "would go: {uploads:,} uploads, {files:,} files of {bytes:,} bytes".format_map(found)
    else:
        from revrise.apps.worker.intake import TIDY
        from revrise.services.jobs.errands import Ask

        found = {"job": session.app.errands.ask(Ask(TIDY, "plugin", "manage", {}), session.actor)}
        text = f"queued as {found['job']}: see `revrise jobs show`"
    show_json(found) if as_json else echo(text)
