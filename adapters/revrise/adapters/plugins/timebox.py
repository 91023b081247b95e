"""Calls that must come back in time."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from attrs import define

T = TypeVar("T")


class Escaped(Exception):
    """The call tried to end the program: its cause is a SystemExit or KeyboardInterrupt.

    Not the user's Ctrl-C: that one reaches the main thread only.
    """


class Late(TimeoutError):
    """The call is not back in time: its thread goes on."""

    def __init__(self, seconds: float, thread: threading.Thread) -> None:
        super().__init__(f"not back after {seconds:g} s")
        self.thread = thread


@define
class _Outcome(Generic[T]):
    value: T | None = None
    error: BaseException | None = None


def within(seconds: float, call: Callable[[], T]) -> T:
    """What `call` returns or raises. Raises Late when it is not back in time.

    Runs in a daemon thread, because nothing can stop a thread: one that hangs is left behind
    and does not keep the process alive.
    """
    outcome: _Outcome[T] = _Outcome()
    thread = threading.Thread(target=_run, args=(call, outcome), daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise Late(seconds, thread)
    if isinstance(outcome.error, Exception):
        raise outcome.error
    if outcome.error is not None:
        raise Escaped from outcome.error
    return outcome.value  # type: ignore[return-value]


def _run(call: Callable[[], T], outcome: _Outcome[T]) -> None:
    try:
        outcome.value = call()
    except BaseException as error:  # noqa: BLE001 - a plugin may raise anything, SystemExit too
        outcome.error = error
