"""What holds second factors up: roles that are there, proofs that are not tried without end."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from attrs import evolve
from tests.integration.server.conftest import WORD

from revrise.apps.server.app import create
from revrise.apps.settings import Identity
from revrise.core.errors import Misconfigured, Refused
from revrise.core.identity.throttle import Locked
from revrise.services.identity.accounts import ChangePassword


def test_a_role_that_needs_a_second_factor_has_to_be_there(app: Any) -> None:
    wanted = evolve(app.settings, identity=Identity(second_factor_for=("admin", "admn")))
    misspelt = type(app)(wanted)
    with pytest.raises(Misconfigured, match="admn"):
        create(misspelt)
    misspelt.engine.dispose()


def test_old_passwords_are_not_tried_without_end(app: Any) -> None:
    nina = app.actor("nina")
    for _ in range(5):
        with pytest.raises(Refused):
            app.accounts.change_password(ChangePassword("wrong words", "other words of mine"), nina)
    with pytest.raises(Locked):
        app.accounts.change_password(ChangePassword(WORD, "tangerine orbit cello 41"), nina)


def test_the_command_line_resets_a_second_factor(app: Any) -> None:
    app.second_factors.start(app.actor("nina"))
    env = {
        **os.environ,
        "REVRISE_DATABASE_URL": app.settings.database_url,
        "REVRISE_DATA_DIR": app.settings.data_dir,
    }
    line = [sys.executable, "-m", "revrise", "people", "second-factor-reset", "nina", "--json"]
    done = subprocess.run(line, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"reset": "nina"}
    assert not app.second_factors.state(app.actor("nina")).waits
