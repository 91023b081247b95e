"""Plugins that misbehave are set aside and shown; the command and the other plugins go on."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Say = Callable[..., Any]
SETTINGS, FAILURE = 3, 1
GOOD = """
from revrise.ports import PluginManifest, hookimpl


@hookimpl
def manifest():
    return PluginManifest(id="good", name="Good", api="1", summary="Does nothing, well.")


@hookimpl
def route_deal(candidates):
    return candidates[0]
"""
BAD = {
    "raises": "raise RuntimeError('as it loads')",
    "hangs": "import time\ntime.sleep(60)",
    "leaves": "import sys\nsys.exit(3)",
    "unwritten": "def broken(:\n",
    "unmet": "import a_package_nobody_has",
    "silent": "x = 1",
}
# Plain texts where texts in both languages are asked for.
WORDS = """from revrise.ports import DetectorDefinition


WRONG = DetectorDefinition(id="words", version=1, label="a", about="b", kind="gift")
"""
CALL = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Alice>What is the problem?\n"


@pytest.fixture
def plugin_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = home / "plugins"
    folder.mkdir()
    (folder / "good.py").write_text(GOOD)
    monkeypatch.setenv("REVRISE_PLUGIN_FOLDER", str(folder))
    return folder


@pytest.mark.parametrize("name", BAD)
def test_a_bad_plugin_is_shown_with_the_reason_and_the_others_work(
    say: Say, plugin_folder: Path, name: str
) -> None:
    (plugin_folder / f"{name}.py").write_text(BAD[name])
    said = say("plugins", "list", "--json")
    assert (said.code, said.err.count("Traceback")) == (0, 0)
    states = {one["id"]: one for one in json.loads(said.out)}
    assert states[name]["state"] != "enabled"
    assert json.dumps(states[name]).count(name) >= 1
    assert states["good"]["state"] == "enabled"
    assert states["csv"]["state"] == "enabled"


def test_detectors_name_a_plugin_that_failed_to_load(say: Say, plugin_folder: Path) -> None:
    (plugin_folder / "unmet.py").write_text(BAD["unmet"])
    listed = {one["plugin"]: one for one in json.loads(say("calls", "detectors", "--json").out)}
    assert (listed["unmet"]["loaded"], listed["unmet"]["state"]) == (False, "set_aside")
    assert "a_package_nobody_has" in listed["unmet"]["cause"]
    assert listed[None]["loaded"]
    assert "good" not in listed
    told = say("calls", "detectors").out
    assert all(one in told for one in ("it failed to", "is not known;", "a_package_nobody_has"))


def test_a_wrong_argument_is_told_with_the_line_of_the_author(
    say: Say, plugin_folder: Path
) -> None:
    """What is called with it is RevRise's; it is not where to mend it."""
    (plugin_folder / "words.py").write_text(WORDS)
    (plugin_folder / "talk.vtt").write_text(CALL)
    states = json.loads(say("plugins", "list", "--json").out)
    cause = next(one["cause"] for one in states if one["id"] == "words")
    assert "words.py:4" in cause
    tried = say("plugins", "try", "detector", "words", str(plugin_folder / "talk.vtt"))
    assert tried.code == FAILURE
    assert cause in tried.err


def test_work_goes_on_with_bad_plugins_in_the_folder(
    say: Say, plugin_folder: Path, home: Path
) -> None:
    for name in ("raises", "leaves", "unwritten"):
        (plugin_folder / f"{name}.py").write_text(BAD[name])
    (home / "call.vtt").write_text(CALL)
    said = say("calls", "add", home / "call.vtt", "--consent", "all-party", "--json")
    assert said.code == 0
    assert json.loads(said.out)["calls"][0]["scorecards"]
    assert "Traceback" not in said.err


def test_doctor_names_the_bad_plugin_and_fails(say: Say, plugin_folder: Path) -> None:
    (plugin_folder / "raises.py").write_text(BAD["raises"])
    said = say("doctor", "--json")
    assert said.code == FAILURE
    found = {one["check"]: one for one in json.loads(said.out)}
    assert found["plugins"]["state"] == "fails"
    assert "raises" in found["plugins"]["found"]


def test_a_plugin_folder_that_is_not_there_is_a_setting_to_mend(
    say: Say, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVRISE_PLUGIN_FOLDER", str(home / "none"))
    said = say("plugins", "list")
    assert (said.code, said.out) == (SETTINGS, "")
    assert str(home / "none") in said.err
    assert len(said.err.splitlines()) == 1
