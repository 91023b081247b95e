"""The one call that was really spoken: a recording in two channels."""

from contextlib import AbstractContextManager
from importlib.resources import as_file, files
from pathlib import Path


def spoken_call() -> AbstractContextManager[Path]:
    """The recording as a file on disk (Ogg Vorbis, 16 kHz, seller left, buyer right)."""
    return as_file(files("revrise.apps.demo").joinpath("assets", "first-call.ogg"))
