"""A fault of a rubric file is told by its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.scoring.toml_lines import line_of
from revrise.services.rubrics.service import read
from revrise.services.toml_faults import Faulty

TEXT = """id = "short"
version = 1
languages = ["en"]
title = { en = "Short" }

[[criteria]]
id = "first"
title = { en = "First" }
competency = "closing"
weight = 1
measure = { kind = "questions", bands = { 5 = 1 } }
[criteria.anchors]
en = ["a", "b", "c", "d", "e"]

[[criteria]]
id = "second"
title = { en = "Second" }
competency = "closing"
weight = 2
[criteria.measure]
kind = "tracker"
bands = { 5 = 1 }
[criteria.measure.tracker]
side = "seller"
phrases = ["hello"]
[criteria.anchors]
en = ["a", "b", "c", "d", "e"]
"""


def test_the_text_is_a_rubric() -> None:
    found = read(TEXT, "short.toml")
    assert (found.ref, len(found.criteria), found.when) == ("short@1", 2, "always")


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("version = 1", "version = = 1", 2, ""),
        ("version = 1", 'version = "1"', 2, "version"),
        ("weight = 2", "weight = 0", 19, "criteria[1].weight"),
        ('side = "seller"', 'side = "seler"', 24, "criteria[1].measure.tracker.side"),
        ('phrases = ["hello"]', "", 23, "criteria[1].measure.tracker.phrases"),
        (
            '[criteria.anchors]\nen = ["a", "b"',
            '[criteria.anchors]\nen = ["a"',
            13,
            "criteria[0].anchors.en",
        ),
        ('title = { en = "First" }', 'title = { zh = "一" }', 7, "first.title.en"),
        ('kind = "tracker"', 'kind = "magic"', 21, "criteria[1].measure.kind"),
        ("weight = 1\n", "weight = 1\nmood = 2\n", 11, "criteria[0].mood"),
        ("version = 1", 'version = 1\nwhen = "never"', 3, "when"),
    ],
)
def test_a_fault_is_told_by_line_and_key(old: str, new: str, line: int, key: str) -> None:
    with pytest.raises(Faulty) as told:
        read(TEXT.replace(old, new, 1), "short.toml")
    found = told.value.faults[0]
    assert found.line == line
    assert not key or found.key == key
    assert found.problem


@given(st.text(max_size=300))
def test_any_text_is_a_rubric_or_has_a_fault_on_one_of_its_lines(text: str) -> None:
    with pytest.raises(Faulty) as told:
        read(text, "any.toml")
    lines = [one.line for one in told.value.faults]
    assert 1 <= min(lines) <= max(lines) <= text.count("\n") + 1 + text.count("\r")


@given(st.text(max_size=80), st.text(max_size=40))
def test_a_line_is_found_for_any_path(text: str, path: str) -> None:
    assert line_of(text, path) >= 1
