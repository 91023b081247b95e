"""Runs `revrise` commands in this process and keeps what they printed."""

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from attrs import frozen

from revrise.apps.cli.main import run


@frozen
class Answer:
    """What a command printed, and its exit code."""

    args: tuple[str, ...]
    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        """Everything anybody could read."""
        return self.out + self.err

    def json(self) -> Any:
        """What it printed on stdout."""
        return json.loads(self.out)


def revrise(*args: str, stdin: str = "") -> Answer:
    """One command to its end, which is never a mistake of the program's."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), patch.object(sys, "stdin", io.StringIO(stdin)):
        code = run(list(args))
    assert "this is a mistake in RevRise" not in err.getvalue(), (args, err.getvalue())
    return Answer(args, code, out.getvalue(), err.getvalue())


@contextmanager
def place(folder: Path, **settings: str) -> Iterator[Path]:
    """An installation of its own: data, settings and working directory in `folder`."""
    with pytest.MonkeyPatch.context() as patched:
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME"):
            patched.setenv(name, str(folder))
        patched.setenv("REVRISE_DATA_DIR", str(folder))
        patched.delenv("REVRISE_DATABASE_URL", raising=False)
        for name, value in settings.items():
            patched.setenv(f"REVRISE_{name.upper()}", value)
        patched.chdir(folder)
        yield folder
