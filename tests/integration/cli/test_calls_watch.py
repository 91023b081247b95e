"""`revrise calls watch` on a folder with more in it than one look takes."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Say = Callable[..., Any]
MANY, FAILURE = 102, 1


def test_all_that_lies_there_is_taken_in_at_once(
    say: Say, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = json.loads(say("intake", "add-source", "Telephone", "--json").out)["id"]
    monkeypatch.setenv("REVRISE_INTAKE_SOURCE", source)
    monkeypatch.setenv("REVRISE_INTAKE_FOLDER", str(home))
    for number in range(MANY):
        path = home / f"{number}.bin"
        path.write_bytes(b"\x00\x01" * (number + 1))
        os.utime(path, (1, 1))
    told = say("calls", "watch", "--once", "--json")
    assert told.code == FAILURE
    assert len(json.loads(told.out)["failed"]) == MANY
    assert say("calls", "watch", "--once").code == 0
