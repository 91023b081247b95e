"""The one call that was really spoken: a recording in two channels and its script."""

from contextlib import AbstractContextManager
from importlib.resources import as_file, files
from pathlib import Path

_ASSETS = "revrise.apps.demo"


def spoken_call() -> AbstractContextManager[Path]:
    """The recording as a file on disk (Ogg Vorbis, 16 kHz, seller left, buyer right)."""
    return as_file(files(_ASSETS).joinpath("assets", "first-call.ogg"))


def spoken_script() -> str:
    """What is spoken in it, as a canonical transcript in JSON."""
    return files(_ASSETS).joinpath("assets", "first-call.json").read_text("utf-8")
