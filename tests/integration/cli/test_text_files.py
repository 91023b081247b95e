"""Files that people name: in another encoding than UTF-8, or where none can be written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Say = Callable[..., Any]
COMMANDS = (
    ("content", "add", "own.txt", "--title", "Own"),
    ("content", "revise", "asset", "own.txt"),
    ("learn", "draft", "own.txt"),
    ("learn", "edit", "course", "own.txt"),
    ("crm", "map", ".", "--mapping", "own.txt"),
    ("audit", "verify", "--against", "own.txt"),
    ("audit", "verify", "--public-key", "own.txt"),
    ("policy", "check", "own.txt"),
    ("rubrics", "check", "own.txt"),
    ("trackers", "check", "own.txt"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_file_that_is_no_utf_8_is_named_with_the_way_out(
    say: Say, home: Path, command: tuple[str, ...]
) -> None:
    (home / "own.txt").write_bytes("报价太高".encode("gb18030"))
    said = say(*command)
    assert said.code == 1
    assert said.err == "revrise: own.txt: is no UTF-8 text (save it as UTF-8)\n"


@pytest.mark.parametrize(
    "command",
    [
        ("audit", "checkpoint", "--out", "gone/own.txt"),
        ("audit", "export", "--out", "gone/own.txt"),
        ("plugins", "new", "rubric", "--name", "Own", "--output", "own.txt/own"),
    ],
    ids=" ".join,
)
def test_a_file_that_cannot_be_written_is_named_with_the_way_out(
    say: Say, home: Path, command: tuple[str, ...]
) -> None:
    (home / "own.txt").touch()
    said = say(*command)
    assert said.code == 1
    assert "own.txt: " in said.err
    assert said.err.endswith(" (check the path)\n")
