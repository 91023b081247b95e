"""Where a notification leads there is a page."""

import re

import pytest

from revrise.apps.assembly import RevRise
from revrise.apps.server.app import create
from revrise.apps.settings import Settings
from revrise.core.notifications.wording import WORDINGS

_NAMES = re.compile(r"\{[^}]*\}")


class Nobody:
    """The port Authenticator, for an application that nobody calls."""

    def principal(self, connection: object) -> None:
        return None


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The paths of all pages, without the names of their parts."""
    folder = str(tmp_path_factory.mktemp("pages"))
    app = create(RevRise(Settings(data_dir=folder)), Nobody())
    return {_NAMES.sub("{}", route.path_format) for route in app.routes}


@pytest.mark.parametrize("kind", WORDINGS)
def test_the_link_of_a_notification_is_a_page(pages: set[str], kind: str):
    link = WORDINGS[kind].link
    # What a page is asked, and a place on it, are no part of its path.
    path = re.split("[?#]", link)[0]
    assert _NAMES.sub("{}", path) in pages
