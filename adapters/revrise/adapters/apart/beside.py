"""A process beside this one, and the line to it; and those that wait for the next work."""

import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from attrs import define


@define(eq=False)
class Beside:
    """A process that takes orders over a line."""

    line: Any
    process: Any

    @property
    def lives(self) -> bool:
        """Whether it can be given something to do."""
        return bool(self.process.is_alive())

    def end(self) -> None:
        """Ends it, whatever it does."""
        self.line.close()
        self.process.kill()
        self.process.join()
        self.process.close()

    def ending(self, wait_s: float) -> str:
        """How a process that is gone ended: `SIGKILL`, `code 1`; waits so many seconds for it."""
        self.process.join(wait_s)
        code = self.process.exitcode
        if code is not None and code < 0:
            with suppress(ValueError):  # a signal without a name
                return signal.Signals(-code).name
        return f"code {code}"


B = TypeVar("B", bound=Beside)


def spawned(main: Callable[..., None], name: str, *args: Any) -> tuple[Any, Any]:
    """The line to a new process that does `main(its line, *args)`, and the process."""
    from multiprocessing import get_context

    context = get_context("spawn")  # a fork would copy locks that other threads hold
    mine, theirs = context.Pipe()
    process = context.Process(target=main, args=(theirs, *args), name=name, daemon=True)
    process.start()
    theirs.close()
    return mine, process


def rested(idle: list[B]) -> B | None:
    """One that still lives, no longer among the idle."""
    with suppress(IndexError):  # none there, or another thread was quicker
        while True:
            one = idle.pop()
            if one.lives:
                return one
            one.end()
    return None


def end_all(idle: list[B]) -> None:
    """Ends those that wait."""
    while idle:
        idle.pop().end()
