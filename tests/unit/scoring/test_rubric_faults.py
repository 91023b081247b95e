"""Every fault of a rubric or of trackers at once, by the readers that load them."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from revrise.core.conversations import tracker_toml
from revrise.core.errors import Invalid
from revrise.core.scoring import rubric_toml
from revrise.core.toml_text import written
from revrise.plugins import rubrics

FILES = sorted(Path(rubrics.__path__[0]).glob("*.toml"))
TRACKERS = """\
[[trackers]]
id = "one"
title.en = "One"
when = {phrases = ["price"]}

[[trackers]]
id = "two"
title.en = "Two"
when = {near = [{phrases = ["price"]}, {phrases = ["high"]}], within_words = 6}
"""
Change = Callable[[dict[str, Any]], object]


def found(text: str, change: Change = lambda _: None) -> dict[str, str]:
    values = tomllib.loads(text)
    change(values)
    faults = rubric_toml.faults(written(values), "draft")
    return {one.culprit.removeprefix("draft: "): one.message for one in faults}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_bundled_rubric_has_none(file: Path) -> None:
    assert found(file.read_text("utf-8")) == {}


def test_each_key_of_each_part_has_its_own() -> None:
    def change(one: dict[str, Any]) -> None:
        one |= {"when": "never", "mood": 1}
        one["criteria"][0] |= {"weight": 0, "competency": ""}
        one["criteria"][1]["measure"]["bands"]["5"] = [3, 1]
        one["blockers"] = [{"id": "", "title": {"en": "x"}, "tracker": {"phrases": []}}]

    assert found(FILES[2].read_text("utf-8"), change) == {
        "mood": "unknown key",
        "when": "must be one of always, asked",
        "criteria[0].competency": "must be a text",
        "criteria[0].weight": "must be > 0",
        "criteria[1].measure.bands.5": "low must not exceed high",
        "blockers[0].id": "must be a text",
        "blockers[0].tracker.phrases": "needs phrases or regexes",
    }


def test_every_text_that_a_language_lacks_is_named() -> None:
    def change(one: dict[str, Any]) -> None:
        del one["title"]["zh"], one["criteria"][0]["title"]["zh"]
        del one["criteria"][1]["anchors"]["zh"]

    text = FILES[2].read_text("utf-8")
    ids = [one["id"] for one in tomllib.loads(text)["criteria"]]
    wanted = ("title.zh", f"{ids[0]}.title.zh", f"{ids[1]}.anchors.zh")
    assert found(text, change) == dict.fromkeys(wanted, "is missing")


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one["criteria"].append(one["criteria"][0]),
        lambda one: one.update(criteria=[]),
        lambda one: one.update(criteria=3),
        lambda one: one["criteria"][0]["anchors"].update(en=["a"]),
        lambda one: one["criteria"][0].update(measure={"kind": "magic", "bands": {}}),
        lambda one: one["criteria"][0]["measure"].update(extra=1),
        lambda one: one.update(version=0),
        lambda one: one.update(title="x"),
    ],
)
def test_what_does_not_load_has_a_fault_and_the_first_is_among_them(change: Change) -> None:
    values = tomllib.loads(FILES[2].read_text("utf-8"))
    change(values)
    with pytest.raises(Invalid) as refused:
        rubric_toml.load(written(values), "draft")
    assert refused.value.culprit in {
        one.culprit for one in rubric_toml.faults(written(values), "draft")
    }


def test_no_toml_is_the_one_fault_there_is() -> None:
    (fault,) = rubric_toml.faults("id = ", "draft")
    assert fault.message.startswith("no TOML")
    (fault,) = tracker_toml.faults("id = ", "draft")
    assert fault.message.startswith("no TOML")


def test_trackers_have_theirs_by_tracker_and_an_id_twice_last() -> None:
    assert tracker_toml.faults(TRACKERS, "draft") == ()
    wrong = TRACKERS.replace('"two"', '""').replace('["price"]}\n', "[]}\n")
    told = {one.culprit: one.message for one in tracker_toml.faults(wrong, "draft")}
    assert told == {
        "draft: trackers[0].when.phrases": "needs phrases or regexes",
        "draft: trackers[1].id": "must be a text",
    }
    twice = tracker_toml.faults(TRACKERS.replace('"two"', '"one"'), "draft")
    assert [one.message for one in twice] == ["two with the id one"]
