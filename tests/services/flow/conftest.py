"""A site with people, on SQLite: populated once a process, then copied."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.flow_site import FlowSite
from tests.support.talking import Speech, Talking

from revrise.adapters.plugins import load
from revrise.ports.catalogue import Catalogue


@pytest.fixture(scope="session")
def bundled() -> Catalogue:
    """The bundled plugins."""
    return load({}, folder=None)


@pytest.fixture(scope="session")
def populated(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, bundled: Catalogue
) -> Path:
    """The database of a site with people."""
    path = tmp_path_factory.mktemp("populated") / "revrise.sqlite"
    shutil.copy(sqlite_template, path)
    FlowSite(f"sqlite:///{path}", path.parent, bundled).populate().close()
    return path


@pytest.fixture
def flow_url(populated: Path, tmp_path: Path) -> str:
    """A copy of it."""
    shutil.copy(populated, tmp_path / "revrise.sqlite")
    return f"sqlite:///{tmp_path / 'revrise.sqlite'}"


@pytest.fixture
def site(flow_url: str, tmp_path: Path, bundled: Catalogue) -> Iterator[Talking]:
    """One that can hear; a module that needs more on it puts that there."""
    made = Talking(flow_url, tmp_path, bundled)
    made.speech = Speech()
    yield made
    made.close()
