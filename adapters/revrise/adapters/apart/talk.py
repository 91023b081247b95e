"""What a worker and the process that transcribes for it say to each other.

The process is `READY` first. The worker asks with an `Order`; `Told`, `Asked` and `Part` come
back until `Done` or `Failed` ends it. `Asked` is answered with `HEAR` or `Kept`, `Part` with
`Kept`.
"""

from pathlib import Path
from typing import Any, Protocol

from attrs import frozen

from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import RevRiseError
from revrise.ports.speech import SpeechOptions

READY, HEAR = "ready", "hear"


class Line(Protocol):
    """One end of a connection, as `multiprocessing` makes it."""

    def send(self, obj: Any) -> None:
        """Says something. Raises OSError once nobody listens."""
        ...

    def recv(self) -> Any:
        """What the other end said. Raises EOFError once it is gone."""
        ...


@frozen
class Order:
    """A recording to transcribe."""

    audio: Path
    options: SpeechOptions


@frozen
class Told:
    """The share done, from 0 to 1; said again while nothing new is, as a sign of life."""

    share: float


@frozen
class Asked:
    """Whether the part of this name is kept."""

    name: str


@frozen
class Part:
    """A part that was heard, to keep."""

    heard: Transcript


@frozen
class Kept:
    """The part as it is kept."""

    part: Transcript


@frozen
class Done:
    """The whole transcript."""

    transcript: Transcript


@frozen
class Failed:
    """What went wrong."""

    error: RevRiseError | RuntimeError
