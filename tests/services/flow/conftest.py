"""A site with people, on SQLite."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.flow_site import FlowSite

from revrise.adapters.plugins import load
from revrise.ports.catalogue import Catalogue


@pytest.fixture(scope="session")
def bundled() -> Catalogue:
    """The bundled plugins."""
    return load({}, folder=None)


@pytest.fixture
def site(sqlite_url: str, tmp_path: Path, bundled: Catalogue) -> Iterator[FlowSite]:
    made = FlowSite(sqlite_url, tmp_path, bundled).populate()
    yield made
    made.close()
