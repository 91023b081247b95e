"""A folder of CSV files written on the spot, read through a mapping."""

from collections.abc import Callable
from pathlib import Path

import pytest

from revrise.plugins.crm.csv_folder import CsvKind
from revrise.ports.crm import CrmConnector, CrmPage

Build = Callable[..., CrmConnector]

DEALS = """
[deal]
file = "deals.csv"
[deal.fields]
external_id = "id"
name = "name"
value = "value"
"""


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """build(mapping, {"deals.csv": text or bytes}) → connector."""

    def made(mapping: str, files: dict[str, str | bytes]) -> CrmConnector:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            (tmp_path / name).write_bytes(data)
        (tmp_path / "map.toml").write_text(mapping, encoding="utf-8")
        return CsvKind().connect(str(tmp_path), {"mapping": str(tmp_path / "map.toml")})

    return made


@pytest.fixture
def deals(build: Build) -> Callable[[str | bytes], CrmPage]:
    """deals(content) → the single page of a deals.csv with columns id, name, value."""

    def page(content: str | bytes) -> CrmPage:
        (only,) = build(DEALS, {"deals.csv": content}).pull(None)
        return only

    return page
