"""What commands show people: names, not ids, and never a mistake of the program's."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from revrise.apps.assembly import RevRise
from revrise.core.governance.actor import system_actor
from revrise.core.governance.scope import system_scope
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person

Say = Callable[..., Any]
USAGE = 2
CUES = "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ria>What does it cost you?\n"
TRACKER = """
schema = "revrise.tracker/1"
[[trackers]]
id = "price"
title.en = "Price"
when = {phrases = ["price"]}
"""


def test_a_call_that_is_kept_is_listed_with_its_rep_and_shown(
    say: Say, app: RevRise, home: Path
) -> None:
    (home / "talk.vtt").write_text(CUES, encoding="utf-8")
    assert say("calls", "add", "talk.vtt", "--rep", "Ria", "--consent", "all-party").code == 0
    listed = say("calls", "list")
    assert "Ria" in listed.out
    call = next(word for word in listed.out.split() if word.startswith("call_"))

    shown = say("calls", "show", call)
    assert (shown.code, shown.err) == (0, "")
    assert "talk_share" in shown.out
    assert "discovery@1" in shown.out


def test_a_call_that_is_blocked_says_why_and_what_to_do(say: Say, app: RevRise, home: Path) -> None:
    (home / "talk.vtt").write_text(CUES, encoding="utf-8")
    added = say("calls", "add", "talk.vtt", "--rep", "Ria", "--consent", "none", "--json")
    call = json.loads(added.out)["calls"][0]["id"]
    told = json.loads(say("calls", "show", call, "--json").out)
    assert told["state"] == "blocked"
    shown = say("calls", "show", call)
    assert f"talk is blocked: {told['blocked_reason']} ({told['remedy']})" in shown.out
    assert "nothing to show" not in shown.out
    assert say("calls", "list", "--state", "faild").code == USAGE


def test_people_are_listed_with_the_name_of_their_team(say: Say, app: RevRise) -> None:
    with app.store.begin(system_actor("local")) as work:
        team, person = (system_scope("local", one, "create", "test") for one in ("team", "person"))
        work.of(Team).add(Team("team_x", "华东团队", None), team)
        work.of(Person).add(Person("li", "李娜", roles=("rep",), team_id="team_x"), person)
        work.record("test.put", "li")
    line = next(one for one in say("people", "list").out.splitlines() if "李娜" in one)
    assert "华东团队" in line
    assert "team_x" not in line


def test_texts_are_told_in_the_language_of_the_settings(
    say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = (["rubrics", "list"], ["rubrics", "show", "discovery"], ["calls", "detectors"],
             ["metrics", "definitions"])  # fmt: skip
    english = [say(*one).out for one in asked]
    assert not any("的" in one for one in english)
    monkeypatch.setenv("REVRISE_LOCALE", "zh")
    assert all("的" in say(*one).out for one in asked[1:])
    assert "需求挖掘" in say("rubrics", "list").out
    assert [say(*one, "--lang", "en").out for one in asked] == english


def test_a_tracker_that_is_not_in_force_is_told(say: Say) -> None:
    said = say("calls", "list", "--tracker", "nope")
    assert (said.code, said.out) == (1, "")
    assert "no such tracker is in force" in said.err


def test_one_is_one_call_and_none_are_calls(say: Say, app: RevRise, home: Path) -> None:
    assert "0 calls indexed" in say("calls", "reindex").out
    (home / "t.toml").write_text(TRACKER, encoding="utf-8")
    assert "t.toml: 1 tracker\n" in say("trackers", "check", "t.toml").out


def test_on_a_narrow_screen_rows_are_lines_and_an_id_is_whole(
    say: Say, app: RevRise, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "talk.vtt").write_text(CUES, encoding="utf-8")
    added = say("calls", "add", "talk.vtt", "--rep", "Ria", "--consent", "all-party", "--json")
    call = json.loads(added.out)["calls"][0]["id"]
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    lines = [line.split() for line in say("calls", "list").out.splitlines()]
    assert ["id", call] in lines
    assert ["rep", "Ria"] in lines
    monkeypatch.setenv("COLUMNS", "100")
    assert any({call, "Ria"} <= set(line.split()) for line in say("calls", "list").out.splitlines())


def test_a_command_leaves_the_database_as_one_file(say: Say, home: Path) -> None:
    """Who copies the file has all of it."""
    assert say("people", "list").code == 0
    names = {one.name for one in (home.parent / "data").glob("revrise.sqlite*")}
    assert names == {"revrise.sqlite"}
