"""`revrise calls sync` of a system that does not let itself be asked."""

import json
from collections.abc import Callable
from typing import Any

import pytest

Say = Callable[..., Any]
SETTINGS = 3


def test_what_failed_is_told_as_json_with_its_exit_code(
    say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "GONG": "x",
        "REVRISE_PLUGINS_GONG_ACCESS_KEY": "env:GONG",
        "REVRISE_PLUGINS_GONG_ACCESS_SECRET": "env:GONG",
        "REVRISE_PLUGIN_CALLS_HOSTS": "other.example.org",
    }.items():
        monkeypatch.setenv(name, value)
    made = say("intake", "add-source", "Gong", "--connector", "gong", "--json")
    source = json.loads(made.out)["id"]
    said = say("calls", "sync", "--json")
    assert said.code == SETTINGS
    told = json.loads(said.out)
    assert (told["source"], bool(told["error"])) == (source, True)
    assert source in said.err
    assert "Local owner" in say("intake", "sources").out
