"""What the editor of rubrics shows as ways to measure is taken as it stands."""

import json
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from revrise.apps.web.screens.coaching.rubric_measures import MEASURES
from revrise.core.scoring.measure import Measure
from revrise.core.scoring.rubric import RubricDefinition
from revrise.core.scoring.rubric_toml import load

DOCS = Path(__file__).parents[3] / "docs"
SCHEMA = json.loads((DOCS / "rubric.schema.json").read_text("utf-8"))
HEAD = 'id = "own"\nversion = 1\nlanguages = ["en", "zh"]\ntitle = {en = "Own", zh = "自定"}\n'
CRITERION = """
[[criteria]]
id = "one"
title = {en = "One", zh = "一"}
competency = "discovery"
weight = 1
MEASURE
anchors = {en = ["a", "b", "c", "d", "e"], zh = ["a", "b", "c", "d", "e"]}
"""


def rubric(example: str) -> RubricDefinition:
    import jsonschema

    whole = example.startswith("[[criteria]]")
    text = HEAD + (example if whole else CRITERION.replace("MEASURE", example))
    jsonschema.Draft202012Validator(SCHEMA).validate(tomllib.loads(text))
    return load(text, "own.toml")


@pytest.mark.parametrize("example", [text for _, text in MEASURES])
def test_an_example_is_a_rubric_of_one_criterion(example: str) -> None:
    assert len(rubric(example).criteria) == 1


def test_there_is_one_of_every_kind() -> None:
    shown = {type(rubric(text).criteria[0].measure) for _, text in MEASURES}
    assert shown == set(get_args(Measure))


def test_the_guide_shows_the_same_criterion() -> None:
    assert f"```toml\n{MEASURES[0][1]}\n```" in (DOCS / "rubrics.md").read_text("utf-8")
