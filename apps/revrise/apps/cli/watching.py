"""`revrise calls watch`: takes in what is dropped into a folder."""

import time

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json
from revrise.apps.cli.echo import echo

_AGAIN = 75


@click.command()
@click.option("--once", is_flag=True, help="Take in what lies there, then end; else go on.")
@click.option("--every", default=30.0, show_default=True, type=click.FloatRange(min=1))
@as_json
@acting
def watch(session: Session, once: bool, every: float, as_json: bool) -> int:
    """Take in the files of the folder that the settings name (intake.folder, intake.source).

    Each whole file comes in as a call of that source and moves to done, or to failed with the
    reason; a worker looks every minute by itself. The exit code is 1 where something failed, 75
    where a file could not be read for now and stays.
    """
    while True:
        found = _all(session)
        if as_json:
            show_json(found, lines=not once)
        else:
            _tell(found)
        if once:
            return 1 if found["failed"] else _AGAIN if found["stays"] else 0
        time.sleep(every)


def _all(session: Session) -> dict[str, dict[str, str]]:
    """What became of each file that lies there: a look takes in only so many."""
    found: dict[str, dict[str, str]] = {"done": {}, "failed": {}, "stays": {}}
    more = True
    while more:
        look = session.app.watching.ask(session.actor)
        for what, names in found.items():
            names.update(getattr(look, what))
        more = look.more
    return found


def _tell(found: dict[str, dict[str, str]]) -> None:
    for name, state in found["done"].items():
        echo(f"{name}: {state}")
    for what in ("failed", "stays"):
        for name, why in found[what].items():
            echo(f"{name}: {what}: {why}", err=True)
