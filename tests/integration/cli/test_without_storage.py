"""Who writes plugins installs `revrise[cli,testing]`: there is no database to ask."""

import os
import subprocess
import sys
from pathlib import Path

VTT = "WEBVTT\n\n00:00.000 --> 00:04.000\n<v Ann>How do you plan?\n"
RUN = """
import sys
sys.modules["sqlalchemy"] = None
from revrise.apps.cli.main import run
sys.exit(run(sys.argv[1:]))
"""


def run(folder: Path, *args: str) -> "subprocess.CompletedProcess[str]":
    clean = {name: value for name, value in os.environ.items() if not name.startswith("REVRISE_")}
    return subprocess.run(
        [sys.executable, "-c", RUN, *args],
        env=clean | {"REVRISE_DATA_DIR": str(folder)},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_needs_no_database_is_done(tmp_path: Path):
    (tmp_path / "call.vtt").write_text(VTT)
    done = run(tmp_path, "calls", "analyze", "call.vtt", "--seller", "Ann")
    assert (done.returncode, done.stderr) == (0, "")
    assert "talk_share" in done.stdout


def test_settings_in_a_database_that_cannot_be_read_are_told_with_the_way_out(tmp_path: Path):
    (tmp_path / "revrise.sqlite").touch()
    done = run(tmp_path, "plugins", "list")
    assert done.returncode == 3
    assert done.stderr == (
        "revrise: sqlalchemy is not installed (pip install 'revrise[storage]')\n"
    )
