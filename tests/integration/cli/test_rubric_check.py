"""Checks of rubrics and of trackers name every fault of a file by its line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Say = Callable[..., Any]
TEXT = """\
id = "own"
version = 1
languages = ["en"]
title = { en = "Own" }

[[criteria]]
id = "one"
title = { en = "One" }
competency = ""
weight = 0
anchors = { en = ["a", "b", "c", "d", "e"] }
measure = { kind = "human" }
"""


def test_every_fault_comes_with_its_line(say: Say, home: Path) -> None:
    (home / "own.toml").write_text(TEXT, encoding="utf-8")
    said = say("rubrics", "check", "own.toml")
    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines() == [
        "own.toml:9: criteria[0].competency: must be a text",
        "own.toml:10: criteria[0].weight: must be > 0",
    ]
    told = json.loads(say("rubrics", "check", "own.toml", "--json").out)
    assert (told["ok"], told["line"], len(told["faults"])) == (False, 9, 2)
    assert told["faults"][1]["key"] == "criteria[0].weight"


def test_a_rubric_for_people_alone_is_one(say: Say, home: Path) -> None:
    text = TEXT.replace('competency = ""', 'competency = "discovery"')
    (home / "own.toml").write_text(text.replace("weight = 0", "weight = 1"), encoding="utf-8")
    assert "own@1 is a rubric of 1 criteria" in say("rubrics", "check", "own.toml").out


def test_trackers_tell_all_of_theirs_too(say: Say, home: Path) -> None:
    text = '[[trackers]]\nid = 1\ntitle.en = "A"\nwhen = {}\n'
    (home / "t.toml").write_text(text, encoding="utf-8")
    said = say("trackers", "check", "t.toml")
    assert (said.code, said.out) == (1, "")
    assert [one.partition(": ")[0] for one in said.err.splitlines()] == ["t.toml:2", "t.toml:4"]
    told = json.loads(say("trackers", "check", "t.toml", "--json").out)
    assert [one["line"] for one in told["faults"]] == [2, 4]
