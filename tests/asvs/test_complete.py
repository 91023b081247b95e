"""Every item of the list has a test of its own, and no test claims an item that is not there."""

import re
from pathlib import Path
from typing import Any

from tests.asvs.items import FORTY, FURTHER

_TEST = re.compile(r"^def test_asvs_(\d+)_(\d+)_(\d+)_\w+", re.MULTILINE)


def test_forty_of_forty(root: Path, figures: Any) -> None:
    files = sorted((root / "tests" / "asvs").glob("test_*.py"))
    found = [".".join(ids) for file in files for ids in _TEST.findall(file.read_text("utf-8"))]
    assert sorted(found) == sorted({*FORTY, *FURTHER}), "each once, and only these"
    assert len(FORTY) == 40
    figures.say("ASVS 5.0 items with a test", f"{len(FORTY)} of 40, and {len(FURTHER)} beyond")


def test_the_table_for_people_names_the_same(root: Path) -> None:
    text = (root / "docs" / "security.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+\.\d+\.\d+) \|", text, re.MULTILINE)
    assert sorted(rows) == sorted({*FORTY, *FURTHER})
