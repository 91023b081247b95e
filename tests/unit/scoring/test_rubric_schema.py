"""The published schema of rubrics and the loader agree."""

import json
import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from revrise.plugins import rubrics
from revrise.services.rubrics.service import read

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "docs/rubric.schema.json").read_text("utf-8"))
FILES = sorted(Path(rubrics.__path__[0]).glob("*.toml"))


def fits(document: dict[str, Any]) -> bool:
    import jsonschema

    return jsonschema.Draft202012Validator(SCHEMA).is_valid(document)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_bundled_rubric_fits_the_schema(file: Path) -> None:
    text = file.read_text("utf-8")
    assert fits(tomllib.loads(text))
    assert read(text, file.name).criteria


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("version", 0), ("when", "never"), ("criteria", []), ("mood", 1), ("weight", 0),
        ("measure", {"kind": "magic", "bands": {"5": 1}}),
        ("measure", {"kind": "questions", "bands": {"6": 1}}),
        ("measure", {"kind": "tracker", "bands": {"5": 1}, "tracker": {"side": "seller"}}),
        ("measure", {"kind": "tracker", "bands": {"5": 1}, "tracker": {"near": []}}),
        ("measure", {"kind": "topics", "bands": {"5": 1}, "topics": {}}),
        ("measure", {"kind": "topics", "bands": {"5": 1}, "topics": {"x": {"side": "seller"}}}),
        ("anchors", {"en": ["a"], "zh": ["a"]}),
    ],
)  # fmt: skip
def test_what_the_loader_refuses_does_not_fit(key: str, value: Any) -> None:
    document = deepcopy(tomllib.loads(FILES[0].read_text("utf-8")))
    inner = key in ("weight", "measure", "anchors")
    (document["criteria"][0] if inner else document)[key] = value
    assert not fits(document)
