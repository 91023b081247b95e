"""`revrise calls watch`: takes in what is dropped into a folder."""

import time
from pathlib import Path

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json


@click.command()
@click.option("--once", is_flag=True, help="One look, then end; else every --every seconds.")
@click.option("--every", default=30.0, show_default=True, type=click.FloatRange(min=1))
@as_json
@acting
def watch(session: Session, once: bool, every: float, as_json: bool) -> int:
    """Take in the files of the folder that the settings name (intake.folder, intake.source).

    Each whole file comes in as a call of that source and moves to done, or to failed with the
    reason; a worker looks every minute by itself. The exit code is 1 where something failed.
    """
    while True:
        found = session.app.watching.ask(session.actor)
        if as_json:
            show_json({"done": dict(found.done), "failed": dict(found.failed)}, lines=not once)
        else:
            for name, state in found.done:
                click.echo(f"{Path(name).name}: {state}")
            for name, why in found.failed:
                click.echo(f"{Path(name).name}: failed: {why}", err=True)
        if once:
            return 1 if found.failed else 0
        time.sleep(every)
