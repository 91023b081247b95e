"""The command line starts light: help imports no engine, and no command before it is used."""

import subprocess
import sys

import pytest

HEAVY = (
    "alembic",
    "casbin",
    "ctranslate2",
    "faster_whisper",
    "granian",
    "litestar",
    "numpy",
    "revrise.adapters",
    "revrise.services",
    "sqlalchemy",
)


def imported(*args: str) -> set[str]:
    """The modules a run of `revrise` has imported at its end; it must end well."""
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        "from revrise.apps.cli import main\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


@pytest.mark.parametrize("args", [("--help",), ("--version",), ("db", "--help")], ids=" ".join)
def test_help_imports_nothing_heavy(args):
    modules = imported(*args)
    assert "revrise.apps.cli.main" in modules
    assert sorted(modules & set(HEAVY)) == []


def test_help_imports_no_command():
    own = {name for name in imported("--help") if name.startswith("revrise.apps.cli.")}
    assert own == {"revrise.apps.cli.main"}


def test_the_measure_sees_what_a_command_imports(tmp_path, monkeypatch):
    monkeypatch.setenv("REVRISE_DATABASE_URL", f"sqlite:///{tmp_path / 'x.sqlite'}")
    assert "sqlalchemy" in imported("db", "status")
