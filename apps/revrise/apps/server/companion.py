"""A worker beside the server: started with it, started anew when it dies, stopped with it."""

import subprocess
from collections.abc import Sequence
from threading import Event, Thread

from revrise.apps.server.kinship import end_with_parent

_FIRST_S, _LONGEST_S = 1.0, 30.0
_STABLE_S = 60.0
_DRAIN_S = 30.0


class Companion:
    """One child process. After a death it waits, twice as long each time, before the next."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)
        self._over = Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._watch = Thread(target=self._run, name="companion", daemon=True)

    def start(self) -> None:
        """Starts it; returns at once."""
        self._watch.start()

    def stop(self) -> None:
        """Tells it to finish what it is doing, and waits."""
        self._over.set()
        child = self._child
        if child and child.poll() is None:
            child.terminate()
            try:
                child.wait(_DRAIN_S)
            except subprocess.TimeoutExpired:
                child.kill()
        self._watch.join(_DRAIN_S)

    def _run(self) -> None:
        from time import monotonic

        pause = _FIRST_S
        while not self._over.is_set():
            began = monotonic()
            self._child = subprocess.Popen(self._command, preexec_fn=end_with_parent)  # noqa: S603, PLW1509  # our own command; one call
            if self._over.is_set():  # stop() came between: it has not seen this child
                self._child.terminate()
            self._child.wait()
            if monotonic() - began > _STABLE_S:
                pause = _FIRST_S
            self._over.wait(pause)
            pause = min(pause * 2, _LONGEST_S)
