"""An installation with the canary company, called over HTTP."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.api import Api, close, opened
from tests.support.audited import mailing
from tests.support.aviary import Company


@pytest.fixture(scope="session")
def stored_company(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Company]:
    """The folder of an installation that holds the company, and the company."""
    folder = tmp_path_factory.mktemp("stored")
    api = opened(folder)
    company = api.company
    close(api)
    return folder, company


@pytest.fixture(scope="module")
def api(
    stored_company: tuple[Path, Company], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Api]:
    """One for the tests of a module, who leave each other's things alone."""
    folder = tmp_path_factory.mktemp("api") / "copy"
    shutil.copytree(stored_company[0], folder)
    made = opened(folder, **mailing(folder.parent))
    made.company = stored_company[1]
    yield made
    close(made)


@pytest.fixture
def postgres_api(postgres_url: str, tmp_path: Path) -> Iterator[Api]:
    """One on PostgreSQL, empty."""
    made = opened(tmp_path, database=postgres_url)
    yield made
    close(made)
