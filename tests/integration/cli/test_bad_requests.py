"""Persons, ids, rules, options and settings that do not exist: code, one line, the way out."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Fails = Callable[..., Any]
Say = Callable[..., Any]
FAILURE, USAGE, SETTINGS, REFUSED = 1, 2, 3, 4
PEOPLE = """
[person]
file = "people.csv"
[person.fields]
external_id = "id"
name = "name"
roles = "roles"
"""


@pytest.mark.parametrize("person", ["nobody", "", " ", "per_owner' OR '1'='1", "%"])
def test_nobody_can_act(fails: Fails, person: str) -> None:
    """An empty name is nobody too: it must not fall back to the owner."""
    fails(FAILURE, ["nobody is called", "people list"], "calls", "list", "--as", person)
    fails(FAILURE, ["nobody is called", "people list"], "--as", person, "calls", "list")


def test_two_people_of_one_name_are_told_apart(fails: Fails, say: Say, home: Path) -> None:
    synced(say, home, "1,王芳,rep\n2,王芳,rep\n")
    said = fails(FAILURE, ["several people", "王芳"], "calls", "list", "--as", "王芳")
    assert said.err.count("per_") == 2


@pytest.mark.parametrize(
    "args",
    [
        ("calls", "show", "call_x"),
        ("pipeline", "advance", "deal_x", "Proposal"),
        ("calls", "add", "{call}", "--deal", "deal_x"),
        ("calls", "add", "{call}", "--rep", "per_x"),
        ("calls", "add", "{call}", "--seller", "Zed"),
        ("calls", "analyze", "{call}", "--rubric", "mood"),
        ("plugins", "show", "nope"),
        ("content", "publish", "asset_x"),
    ],
)
def test_what_does_not_exist_is_named(fails: Fails, home: Path, args: tuple[str, ...]) -> None:
    call = home / "call.vtt"
    call.write_text("WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Alice>Hello?\n")
    wanted = args[-1] if args[1] != "advance" else "deal_x"
    fails(FAILURE, [wanted], *(str(call) if one == "{call}" else one for one in args))


@pytest.mark.parametrize(
    ("rule", "word"),
    [
        ("stage ==", "column 9"),
        ("colour == 1", "colour"),
        ("__import__('os')", "not part of the language"),
        ("stage == 'x' or " * 5_000 + "stage == 'x'", "rule"),
        ("(" * 5_000, "rule"),
        ("value > 1e999", "finite"),
    ],
)
def test_a_rule_that_cannot_be_asked_is_refused(fails: Fails, rule: str, word: str) -> None:
    fails(FAILURE, [word], "pipeline", "deals", "--where", rule)


def test_numbers_no_database_holds_are_compared_or_refused_in_a_line(say: Say) -> None:
    for rule in ("value > 99999999999999999999999999", "value == -99999999999999999999999999"):
        said = say("pipeline", "deals", "--where", rule, "--json")
        assert said.code in (0, FAILURE)
        assert len(said.err.splitlines()) == (said.code != 0)
        assert "mistake" not in said.err


@pytest.mark.parametrize("limit", ["-1", "99999999999999999999"])
def test_a_limit_is_a_count(fails: Fails, limit: str) -> None:
    fails(FAILURE, ["limit", limit], "pipeline", "deals", "--limit", limit)


@pytest.mark.parametrize(
    "args",
    [
        ("nope",),
        ("calls", "nope"),
        ("calls", "add"),
        ("calls", "add", "x", "--nope"),
        ("calls", "add", "x", "--at", "yesterday"),
        ("calls", "add", "x", "--consent", "perhaps"),
        ("pipeline", "deals", "--limit", "many"),
        ("crm", "sync"),
        ("crm", "map", ".", "--mapping", "none.toml"),
    ],
)
def test_a_command_that_is_not_one_is_a_usage_error(say: Say, args: tuple[str, ...]) -> None:
    said = say(*args)
    assert (said.code, said.out) == (USAGE, "")
    assert "Traceback" not in said.err
    assert "Error" in said.err


def test_bytes_that_are_no_text_are_a_usage_error(fails: Fails) -> None:
    fails(USAGE, ["not valid text"], "calls", "list", "--as", "\udcff")


def test_who_has_no_permission_is_refused_and_nothing_happens(
    fails: Fails, say: Say, home: Path
) -> None:
    synced(say, home, "1,Ann,rep\n2,Bo,rep\n")
    call = home / "call.vtt"
    call.write_text("WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Alice>Hello?\n")
    sync = ("crm", "sync", "csv", str(home), "--mapping", str(home / "map.toml"))
    fails(REFUSED, ["crm_sync"], "--as", "Ann", *sync)
    fails(REFUSED, [], "--as", "Ann", "rewards", "run")
    fails(REFUSED, ["call"], "--as", "Ann", "calls", "add", str(call), "--rep", "Bo")


def synced(say: Say, home: Path, people: str) -> None:
    (home / "map.toml").write_text(PEOPLE)
    (home / "people.csv").write_text("id,name,roles\n" + people, encoding="utf-8")
    args = ("crm", "sync", "csv", str(home), "--mapping", str(home / "map.toml"), "--json")
    assert json.loads(say(*args).out)["rejected"] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[revrise]\nnope = 1\n", ["revrise.toml", "nope"]),
        ("[revrise\n", ["revrise.toml", "line 1"]),
        ("[revrize]\ntenant = 'x'\n", ["revrise.toml", "revrize"]),
        ("[revrise]\nlog_level = 'loud'\n", ["log_level", "loud", "warning"]),
        ("[revrise]\ntenant = '../x'\n", ["tenant", "../x"]),
        ("[revrise]\ncurrency = 'DOLLAR'\n", ["currency", "DOLLAR"]),
    ],
)
def test_a_setting_that_is_none_is_named(
    fails: Fails, home: Path, text: str, words: list[str]
) -> None:
    (home / "revrise.toml").write_text(text)
    fails(SETTINGS, words, "calls", "list")


def test_a_reader_that_goes_away_is_no_mistake(home: Path) -> None:
    """`revrise … | head -1`: the pipe breaks, nothing is said."""
    command = f"{sys.executable} -m revrise people list | true"
    done = subprocess.run(
        ["/bin/sh", "-c", command], check=False, capture_output=True, text=True, env=os.environ
    )
    assert "Traceback" not in done.stderr
    assert "mistake" not in done.stderr
