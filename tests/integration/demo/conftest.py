"""One run of the demo, shared by the tests: company, RevRise, what was loaded and found."""

from pathlib import Path

import pytest
from attrs import frozen

from revrise.apps.assembly import RevRise
from revrise.apps.demo.company import Company
from revrise.apps.demo.loading.load import Loaded, load
from revrise.apps.demo.loading.place import open_place
from revrise.apps.demo.loop.loop import Loop, run
from revrise.apps.demo.simulation import generate
from revrise.apps.settings import Settings


@frozen
class Demo:
    """The first run."""

    settings: Settings
    company: Company
    app: RevRise
    loaded: Loaded
    loop: Loop


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Seed 7 in a folder of its own."""
    settings, company = Settings(data_dir=str(tmp_path_factory.mktemp("demo"))), generate(7)
    app = open_place(settings, company)
    return Demo(settings, company, app, load(app, company), run(app, company))


@pytest.fixture
def data_dir(demo: Demo) -> Path:
    """The folder given to the demo."""
    return Path(demo.settings.data_dir)
