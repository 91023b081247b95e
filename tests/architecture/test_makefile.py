"""One command does it on a bare machine, or says what is missing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

TARGETS = {"demo", "serve", "test", "browser", "lint", "audit", "types", "bench", "fmt", "lock"}
TARGETS |= {"help"}
TOO_OLD = "#!/bin/sh\nexit 1\n"
WITHOUT_VENV = '#!/bin/sh\ncase "$*" in *ensurepip*) exit 1;; esac\nexit 0\n'


def make(folder: Path, *args: str, path: str = os.environ["PATH"]):
    """Runs make as a shell would, whatever make runs this test."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    env.pop("PYTHON", None)
    return subprocess.run(
        ["make", *args],
        cwd=folder,
        env=env | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def bare(root, tmp_path) -> tuple[Path, str]:
    """A fresh copy in a path with a space, and a search path whose Pythons a test writes."""
    copy, tools = tmp_path / "rev rise", tmp_path / "bin"
    for name in ("Makefile", "pyproject.toml"):
        copy.mkdir(exist_ok=True)
        shutil.copy(root / name, copy)
    for name in ("tools", "requirements"):
        shutil.copytree(root / name, copy / name)
    tools.mkdir()
    for name in ("sh", "make", "dirname", "cat", "touch"):
        (tools / name).symlink_to(str(shutil.which(name)))
    return copy, str(tools)


def pythons(path: str, script: str) -> None:
    for name in ("python3.12", "python3"):
        (Path(path) / name).write_text(script)
        (Path(path) / name).chmod(0o755)


def test_help_lists_every_target_and_comes_first(root):
    listed = make(root).stdout
    assert {line.split()[1] for line in listed.splitlines()} == TARGETS


def test_the_gate_runs_the_tests(root):
    gate = root / ".ci" / "run"
    assert os.access(gate, os.X_OK)
    assert gate.read_text().splitlines()[-1] == "exec make test"


def test_the_gate_provides_a_browser(root):
    dry = make(root, "--dry-run", "test").stdout
    assert "tools/browser.sh" in dry


def test_a_browser_that_was_named_is_taken(root, tmp_path):
    named = tmp_path / "my chromium"
    named.write_text("#!/bin/sh\n")
    named.chmod(0o755)
    assert browser(root, tmp_path, REVRISE_TEST_CHROMIUM=str(named)).stdout.strip() == str(named)


@pytest.mark.parametrize("variables", [{}, {"REVRISE_TEST_CHROMIUM": "/no/such/program"}])
def test_without_a_browser_it_says_how_to_get_one(root, tmp_path, variables):
    done = browser(root, tmp_path, **variables)
    assert done.returncode == 2
    assert "REVRISE_TEST_CHROMIUM" in done.stderr


def browser(root, tools, **variables):
    """Looks for a browser where the search path holds none and nothing installs one."""
    (tools / "id").write_text("#!/bin/sh\necho 1000\n")
    (tools / "id").chmod(0o755)
    script = ["/bin/sh", str(root / "tools" / "browser.sh")]
    env = {"PATH": str(tools), **variables}
    return subprocess.run(script, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("target", ["demo", "test"])
def test_without_a_python_it_says_which_it_needs(bare, target):
    folder, path = bare
    pythons(path, TOO_OLD)
    done = make(folder, target, path=path)
    assert done.returncode == 2
    assert "Python 3.11 or newer" in done.stderr
    assert "make PYTHON=" in done.stderr
    assert not (folder / ".venv").exists()


def test_a_python_that_cannot_make_environments_is_told_from_an_old_one(bare):
    folder, path = bare
    pythons(path, WITHOUT_VENV)
    done = make(folder, "demo", path=path)
    assert done.returncode == 2
    assert "python3.12 lacks venv and ensurepip" in done.stderr
    assert "apt install python3-venv" in done.stderr
