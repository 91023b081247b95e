"""Files that people name: in another encoding than UTF-8, or where none can be written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Say = Callable[..., Any]
READS = (
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
WRITES = (
    ("audit", "checkpoint", "--out", "gone/own.txt"),
    ("audit", "export", "--out", "gone/own.txt"),
    ("plugins", "new", "rubric", "--name", "Own", "--output", "own.txt/own"),
)


def test_a_file_that_is_no_utf_8_is_named_with_the_way_out(say: Say, home: Path) -> None:
    (home / "own.txt").write_bytes("报价太高".encode("gb18030"))
    for command in READS:
        said = say(*command)
        assert said.code == 1, command
        assert said.err == "revrise: own.txt: is no UTF-8 text (save it as UTF-8)\n", command


def test_a_file_that_cannot_be_written_is_named_with_the_way_out(say: Say, home: Path) -> None:
    (home / "own.txt").touch()
    for command in WRITES:
        said = say(*command)
        assert said.code == 1, command
        assert "own.txt: " in said.err, command
        assert said.err.endswith(" (check the path)\n"), command
