"""What a plugin author imports is complete and cheap."""

import subprocess
import sys

import pytest

import revrise.ports

HEAVY = ("revrise.core.conversations.analysis", "revrise.core.attribution", "revrise.adapters")
HEAVY += ("cattrs", "structlog", "sqlalchemy", "click", "asyncio")


@pytest.mark.parametrize("name", revrise.ports.__all__)
def test_every_name_for_authors_is_there(name):
    assert getattr(revrise.ports, name).__module__


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'Rubrik'"):
        _ = revrise.ports.Rubrik


def test_importing_the_ports_brings_nothing_heavy():
    code = f"import sys, revrise.ports; print([n for n in sys.modules if n.startswith({HEAVY!r})])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
