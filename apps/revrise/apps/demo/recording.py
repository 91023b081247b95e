"""Calls that were really spoken: in two channels, by voices of espeak-ng (`tools/speak.py`)."""

from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from revrise.core.conversations.transcript import Transcript


def spoken(said: Transcript) -> Traversable | None:
    """The recording of just these words at these times (Ogg Opus, seller left); None for none."""
    found = recordings().joinpath(f"{digest(said)}.ogg")
    return found if found.is_file() else None


def recordings() -> Traversable:
    """The folder of all."""
    return files("revrise.apps.demo").joinpath("assets", "spoken")


def digest(said: Transcript) -> str:
    """What tells who says which words when: 16 hexadecimal digits."""
    lines = (f"{one.channel} {one.start_ms} {one.end_ms} {one.text}\n" for one in said.utterances)
    return sha256("".join(lines).encode()).hexdigest()[:16]
