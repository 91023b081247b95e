"""`revrise worker`: the process that runs jobs."""

import os
import sys

import rich_click as click

from revrise.apps import garbage
from revrise.apps import settings as settings_module


@click.command()
@click.option("--queues", default="", metavar="A,B", help="Only these queues; default: all.")
@click.option(
    "--slot",
    type=click.IntRange(0, 999),
    default=0,
    show_default=True,
    help="Number of this worker on this machine; each needs its own.",
)
def worker(queues: str, slot: int) -> None:
    """Run jobs until told to stop (SIGTERM); several workers on PostgreSQL share the work."""
    from revrise.apps import assembly
    from revrise.apps.worker import process

    settings = settings_module.load()
    quiet = settings.log_level.lower() == "warning"
    assembly.set_up_logging("info" if quiet else settings.log_level)
    wanted = [name.strip() for name in queues.split(",") if name.strip()]
    garbage.seldom()
    app = assembly.RevRise(settings)
    process.work(app.worker(process.limits(settings, wanted), process.name(slot)))
    sys.stderr.flush()
    os._exit(0)  # a job that was handed back may still be at work here: nothing waits for it
