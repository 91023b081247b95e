"""Runs `revrise` commands in forked children of one warm process; some die by SIGKILL.

A command takes milliseconds to start this way, so a test can afford to kill fifty.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from attrs import asdict, field, frozen

ROOT = Path(__file__).parents[2]
SERVER = Path(__file__).with_name("command_server.py")
REVRISE = "revrise.apps.cli.main:run"


@frozen
class Command:
    """What to run. `kill_after` seconds it is killed with -9.

    `file_bytes` is the largest file it may write: a disk that is full. File permissions bind it
    where `bound`, even when the tests run as root.

    `call` is `module:function`, given the arguments and answering with the exit code.
    """

    args: Sequence[str]
    env: Mapping[str, str] = field(factory=dict)
    kill_after: float | None = None
    file_bytes: int | None = None
    bound: bool = False
    call: str = REVRISE


@frozen
class Ran:
    """How it ended: exit code, None when killed; seconds; largest resident size in MB."""

    code: int | None
    seconds: float
    rss_mb: float
    out: str
    err: str

    @property
    def killed(self) -> bool:
        """Whether it was killed before its end."""
        return self.code is None

    def json(self) -> Any:
        """What it printed."""
        return json.loads(self.out)


class Commands(AbstractContextManager["Commands"]):
    """The warm process. Each command is a process of its own, started within milliseconds."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(SERVER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            text=True,
        )

    def run(self, command: Command) -> Ran:
        """One command to its end."""
        return self.together([command])[0]

    def together(self, commands: Sequence[Command]) -> list[Ran]:
        """Several at the same time."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps([asdict(one) for one in commands]) + "\n")
        stdin.flush()
        answer = stdout.readline()
        assert answer, "the warm process died; its stderr says why"
        return [Ran(**one) for one in json.loads(answer)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(BrokenPipeError):
                    stream.close()
        self._process.wait(timeout=10)
