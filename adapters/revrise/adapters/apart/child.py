"""The process that transcribes: one recording after another, until its worker is gone."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import connection, parent_process
from threading import Thread

from revrise.adapters.apart.talk import (
    HEAR,
    READY,
    Asked,
    Done,
    Failed,
    Line,
    Order,
    Part,
    Told,
)
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import RevRiseError
from revrise.ports.speech import Transcriber


def main(line: Line, make: Callable[[], Transcriber]) -> None:
    """Transcribes what is ordered over the line; the model stays loaded between recordings."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the worker, which then leaves
    leave_no_sound()
    Thread(target=leave_with_parent, daemon=True).start()
    transcriber = make()
    with suppress(EOFError, OSError):
        line.send(READY)
        while True:
            line.send(_answer(line, transcriber, line.recv()))


def _answer(line: Line, transcriber: Transcriber, order: Order) -> Done | Failed:
    def keep(name: str, work: Callable[[], Transcript]) -> Transcript:
        line.send(Asked(name))
        answer = line.recv()
        if answer == HEAR:
            line.send(Part(work()))
            answer = line.recv()
        kept: Transcript = answer.part
        return kept

    def tell(share: float) -> None:
        line.send(Told(share))

    try:
        return Done(transcriber.transcribe(order.audio, order.options, tell, keep))
    except RevRiseError as error:
        return Failed(error)
    except (EOFError, OSError):
        raise
    except Exception as error:  # noqa: BLE001  # a strange error may not survive the way
        return Failed(RuntimeError(f"{type(error).__name__}: {error}"))


def leave_no_sound() -> None:
    """The memory of a process that crashes is not written to disk: there are calls in it."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def leave_with_parent() -> None:
    """A worker that was killed cannot end it."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
