"""`revrise rubrics check` names every fault of a file by its line, not the first alone."""

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
