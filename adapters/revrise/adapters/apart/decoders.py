"""Decoding beside the server: a recording that is hostile or long slows and ends nobody else.

What is decoded came from anybody, and decoders are native code.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Semaphore
from time import monotonic
from typing import Any, BinaryIO, TypeVar
from weakref import finalize

from attrs import field, frozen

from revrise.adapters.apart.beside import Beside, end_all, rested, spawned
from revrise.adapters.apart.decoder import Broke, Made, Wants, Work
from revrise.core.errors import Busy, Invalid, Retriable

T = TypeVar("T")
_REMEDY = "export it again, or split it"
_GONE_S, _AGAIN_S = 5.0, 10.0


@frozen(eq=False)
class Decoders:
    """`at_once` processes; so many more callers may be `waiting` for one, others are told to.

    A work may take `cpu_s` of a processor, and `wall_s` with all it waits for.
    """

    at_once: int = 2
    waiting: int = 6
    cpu_s: int = 60
    wall_s: float = 900.0
    _idle: list[Beside] = field(init=False, factory=list)
    _turn: Semaphore = field(init=False)
    _room: Semaphore = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_turn", Semaphore(self.at_once))
        object.__setattr__(self, "_room", Semaphore(self.at_once + self.waiting))
        finalize(self, end_all, self._idle)

    def run(self, call: Callable[..., T], file: BinaryIO, *args: Any) -> T:
        """What `call(file, *args)` gives; it, its arguments and its answer must be picklable.

        Raises what it raises, Invalid for a recording that takes too long or that ends the
        decoder, Busy where too many wait already.
        """
        if not self._room.acquire(blocking=False):
            raise Busy("too many recordings are decoded at this moment", wait_s=_AGAIN_S)
        try:
            with self._turn, self._hand() as hand:
                made: T = self._made(hand, call, file, args)
                return made
        finally:
            self._room.release()

    @contextmanager
    def _hand(self) -> Iterator[Beside]:
        """An idle process or a new one; it stays unless it was left in the middle of something."""
        hand = rested(self._idle) or _start()
        try:
            yield hand
        except _Answered as answered:
            self._idle.append(hand)
            raise answered.error from None
        except BaseException:
            hand.end()
            raise
        self._idle.append(hand)

    def _made(
        self, hand: Beside, call: Callable[..., Any], file: BinaryIO, args: tuple[Any, ...]
    ) -> Any:
        late = monotonic() + self.wall_s
        size = file.seek(0, 2)
        self._said(hand, Work(call, args, size, self.cpu_s))
        while True:
            answer = self._heard(hand, late)
            if isinstance(answer, Made):
                return answer.value
            if isinstance(answer, Broke):
                raise _Answered(answer.error)
            file.seek(answer.start)
            self._said(hand, file.read(answer.length))

    def _said(self, hand: Beside, what: Work | bytes) -> None:
        try:
            hand.line.send(what)
        except OSError:
            raise _died(hand) from None

    def _heard(self, hand: Beside, late: float) -> Made | Broke | Wants:
        try:
            if hand.line.poll(max(0.0, late - monotonic())):
                answer: Made | Broke | Wants = hand.line.recv()
                return answer
        except (EOFError, OSError):
            raise _died(hand) from None
        raise Retriable(f"decoding it took longer than {self.wall_s:g} s", remedy=_REMEDY)


class _Answered(Exception):
    """The work failed, its process did not."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


def _died(hand: Beside) -> Invalid:
    how = hand.ending(_GONE_S)
    if how == signal.SIGXCPU.name:
        return Invalid("takes too long to decode", culprit="the recording", remedy=_REMEDY)
    return Invalid(f"ends the decoder ({how})", culprit="the recording", remedy=_REMEDY)


def _start() -> Beside:
    from revrise.adapters.apart import decoder

    return Beside(*spawned(decoder.main, "revrise-decodes"))
