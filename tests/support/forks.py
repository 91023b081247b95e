"""Processes forked from a warm one: they start within milliseconds and can be stopped or killed.

A child runs `module:function` with JSON arguments; its output goes to a file.
"""

import gc
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parents[2]
TESTS = os.getppid()  # of the warm process


class Forks(AbstractContextManager["Forks"]):
    """The warm process and its children; whatever still lives in the end is killed."""

    def __init__(self, warm: Sequence[str]) -> None:
        self._alive: set[int] = set()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.forks", *warm],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            text=True,
        )

    def start(self, call: str, log: Path, **args: Any) -> int:
        """The pid of a new child."""
        pid = int(self._ask({"call": call, "log": str(log), "args": args}))
        self._alive.add(pid)
        return pid

    def kill(self, pid: int, number: int = signal.SIGKILL) -> int | None:
        """Signals it and its own children, and waits for the end.

        The exit code; None when a signal ended it, or somebody has waited for it before.
        """
        if pid not in self._alive:
            return None
        with suppress(ProcessLookupError):
            os.killpg(pid, number)
        return self.wait(pid)

    def wait(self, pid: int) -> int | None:
        """Waits for its end; the exit code, None when a signal ended it."""
        self._alive.discard(pid)
        code = self._ask({"wait": pid})
        return None if code < 0 else code

    def ended(self, pid: int) -> bool:
        """Whether it has ended already; `wait` then says how."""
        return bool(self._ask({"ended": pid}))

    def _ask(self, question: dict[str, Any]) -> Any:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps(question) + "\n")
        stdin.flush()
        answer = stdout.readline()
        assert answer, "the warm process died; its stderr says why"
        return json.loads(answer)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for pid in list(self._alive):
            self.kill(pid)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(BrokenPipeError):
                    stream.close()
        self._process.wait(timeout=10)


def serve(warm: Sequence[str]) -> None:
    """In the warm process, until stdin ends; no child outlives it."""
    for name in warm:
        import_module(name)
    gc.collect()
    gc.freeze()  # children need not walk it, and so share its memory
    codes: dict[int, int] = {}
    started: set[int] = set()
    try:
        for line in sys.stdin:
            question = json.loads(line)
            answer = answered(question, codes)
            if "call" in question:
                started.add(answer)
            print(json.dumps(answer), flush=True)  # noqa: T201
    finally:
        end(started, codes)


def end(started: set[int], codes: dict[int, int]) -> None:
    """Kills what still runs: tests that were killed themselves cannot."""
    for pid in started:
        with suppress(ProcessLookupError, ChildProcessError):
            if not gone(pid, codes):
                os.killpg(pid, signal.SIGKILL)


def answered(question: dict[str, Any], codes: dict[int, int]) -> Any:
    """The answer to a question of `Forks`."""
    if "wait" in question:
        pid = question["wait"]
        while not gone(pid, codes) and os.getppid() == TESTS:
            time.sleep(0.002)
        return codes.pop(pid, -1)
    if "ended" in question:
        return gone(question["ended"], codes)
    return fork(question)


def gone(pid: int, codes: dict[int, int]) -> bool:
    """Whether a child has ended."""
    if pid not in codes:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            codes[pid] = os.waitstatus_to_exitcode(status)
    return pid in codes


def fork(job: dict[str, Any]) -> int:
    """The pid of a child at work; in the child this never returns."""
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        os.setsid()
        target = os.open(job["log"], os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o666)
        for number in (1, 2):
            os.dup2(target, number)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        module, _, function = job["call"].partition(":")
        code = getattr(import_module(module), function)(**job["args"]) or 0
    except BaseException:  # noqa: BLE001
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    serve(sys.argv[1:])
