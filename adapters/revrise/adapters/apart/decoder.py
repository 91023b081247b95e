"""The process that decodes sound for a server: one order after another, until its server is gone.

It opens no file: what it reads of a recording it asks for over the line.
"""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from io import SEEK_CUR, SEEK_END, BufferedReader, RawIOBase
from pathlib import Path
from threading import Thread
from time import process_time
from typing import Any

from attrs import frozen

from revrise.adapters.apart.child import leave_no_sound, leave_with_parent
from revrise.adapters.apart.talk import Line
from revrise.core.errors import RevRiseError

_BUFFER, _MORE_ROOM = 1 << 18, 1 << 30
# Whoever browses goes before.
_NICE = 5


@frozen
class Work:
    """`call` is done with the recording of `size` bytes and `args`, in so many CPU seconds."""

    call: Callable[..., Any]
    args: tuple[Any, ...]
    size: int
    cpu_s: int


@frozen
class Wants:
    """Bytes of the recording."""

    start: int
    length: int


@frozen
class Made:
    """What the work came to."""

    value: Any


@frozen
class Broke:
    """What went wrong."""

    error: RevRiseError | RuntimeError


class _Asking(RawIOBase):
    """The recording, as a file that asks for its bytes."""

    def __init__(self, line: Line, size: int) -> None:
        self._line, self._size, self._at = line, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = max(0, offset + {SEEK_CUR: self._at, SEEK_END: self._size}.get(whence, 0))
        return self._at

    def readinto(self, room: Any) -> int:
        self._line.send(Wants(self._at, len(room)))
        found: bytes = self._line.recv()
        room[: len(found)] = found
        self._at += len(found)
        return len(found)


def main(line: Line) -> None:
    """Does what is ordered over the line."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then leaves
    leave_no_sound()
    os.nice(_NICE)
    Thread(target=leave_with_parent, daemon=True).start()
    _bound_memory()
    with suppress(EOFError, OSError):
        while True:
            line.send(_answer(line, line.recv()))


def _answer(line: Line, work: Work) -> Made | Broke:
    _bound_time(work.cpu_s)
    file = BufferedReader(_Asking(line, work.size), _BUFFER)
    try:
        return Made(work.call(file, *work.args))
    except RevRiseError as error:
        return Broke(error)
    except (EOFError, BrokenPipeError):
        raise
    except Exception as error:  # noqa: BLE001  # a strange error may not survive the way
        return Broke(RuntimeError(f"{type(error).__name__}: {error}"))


def _bound_time(seconds: int) -> None:
    """Beyond, the system ends the process."""
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(process_time()) + seconds + 1, most))


def _bound_memory() -> None:
    """So much more than the libraries take; where the system tells what that is."""
    import resource

    with suppress(ImportError):  # who decodes says that it is missing
        import av  # noqa: F401
        import numpy as np  # noqa: F401
    with suppress(OSError, ValueError):
        told = Path("/proc/self/statm").read_text(encoding="ascii")
        taken = int(told.split()[0]) * resource.getpagesize()
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (taken + _MORE_ROOM, most))
