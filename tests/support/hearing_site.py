"""A worker with a real transcription engine, in a process that a test may kill."""

import os
import tempfile
from pathlib import Path

from attrs import evolve
from tests.support.service_site import ServiceSite, settings

from revrise.adapters.system.logging import set_up
from revrise.apps.settings import Settings, Speech
from revrise.apps.worker import process
from revrise.ports.jobs import QUEUES


def hearing(url: str, folder: str, model: str) -> Settings:
    """Of every process of this site: a part is a minute of a channel."""
    speech = Speech(
        model=model, device="cpu", compute_type="int8", threads=1, chunk_s=60, vocabulary=0
    )
    return evolve(settings(url, folder), speech=speech)


def work(url: str, folder: str, model: str, name: str) -> None:
    """A worker; its temporary files are below the folder."""
    tempfile.tempdir = f"{folder}/scratch"
    Path(tempfile.tempdir).mkdir(exist_ok=True)
    os.environ["TMPDIR"] = tempfile.tempdir  # of the process that hears, too
    set_up("warning")
    app = ServiceSite(hearing(url, folder, model))
    process.work(app.worker(process.limits(app.settings, QUEUES), name))
    os._exit(0)
