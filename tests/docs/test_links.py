"""Documents lead to what is there, and each is found from the list of documents."""

import re
from pathlib import Path

import pytest

LINK = re.compile(r"\]\(([^)#]+?)(?:#[^)]*)?\)")
PLACE = re.compile(r"`((?:core|ports|adapters|plugins|services|apps|tests)/[\w./]+)`")
ROOTS = {"services": "apps/revrise", "tests": ""}


def documents(root: Path) -> list[Path]:
    return [*root.glob("*.md"), *(root / "docs").rglob("*.md")]


def led_to(file: Path) -> set[Path]:
    """What the links of a document name, but for those that lead out of the repository."""
    found = LINK.findall(file.read_text(encoding="utf-8"))
    return {(file.parent / link).resolve() for link in found if "://" not in link}


def test_no_link_leads_nowhere(root: Path) -> None:
    broken = {
        (file.name, link.name)
        for file in documents(root)
        for link in led_to(file)
        if not link.exists()
    }
    assert not broken


def test_every_document_is_on_the_list(root: Path) -> None:
    listed = led_to(root / "docs" / "README.md")
    docs = {file for file in (root / "docs").rglob("*.md") if file.name != "README.md"}
    assert {file.resolve() for file in docs} <= listed


def place(root: Path, named: str) -> Path:
    """Where a path without its source root is: `core/deals` in `core/revrise/core/deals`."""
    top = named.split("/", maxsplit=1)[0]
    whole = root / named
    return whole if whole.exists() else root / ROOTS.get(top, f"{top}/revrise") / named


@pytest.mark.parametrize("name", ["docs/architecture.md", "README.md"])
def test_every_place_it_names_is_there(root: Path, name: str) -> None:
    named = PLACE.findall((root / name).read_text(encoding="utf-8"))
    assert len(named) > 3
    assert [one for one in named if not place(root, one).exists()] == []
