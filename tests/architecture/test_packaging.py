"""One wheel holds everything and nothing else; the light install is all a plugin author needs."""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path, PurePath

import pytest
from packaging.requirements import Requirement

ROOTS = ("core", "ports", "adapters", "plugins", "apps")
DATA = {".conf", ".json", ".mako", ".md", ".ogg", ".toml", ".txt", ".typed"}
PAGES = {".css", ".html", ".js", ".po", ".svg", ".woff2"}
LIGHT = {"attrs", "cattrs", "pluggy", "structlog", "typing-extensions"}
HEAVY = ("alembic", "casbin", "click", "faster_whisper", "litestar", "numpy", "rich", "sqlalchemy")


def sources(root: Path) -> Iterator[tuple[Path, str]]:
    """Every file of the namespace: where it lies, and its name in a wheel."""
    for name in ROOTS:
        for path in sorted((root / name / "revrise").rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path, path.relative_to(root / name).as_posix()


def strays(root: Path) -> list[str]:
    """An `__init__.py` in a namespace root would hide the four other roots."""
    return [name for name in ROOTS if (root / name / "revrise" / "__init__.py").exists()]


def light_closure(names: set[str]) -> dict[str, Distribution]:
    """What an install of `names` brings, without extras."""
    found: dict[str, Distribution] = {}
    waiting = set(names)
    while waiting:
        one = distribution(waiting.pop())
        found[one.name.lower().replace("_", "-")] = one
        needs = (Requirement(line) for line in one.requires or ())
        waiting |= {
            need.name
            for need in needs
            if (need.marker is None or need.marker.evaluate({"extra": ""}))
            and need.name.lower() not in found
        }
    return found


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def light(wheel, tmp_path_factory) -> list[str]:
    """Two folders for the path: the wheel unpacked, and its base dependencies alone."""
    ours, theirs = tmp_path_factory.mktemp("ours"), tmp_path_factory.mktemp("theirs")
    zipfile.ZipFile(wheel).extractall(ours)
    base = {
        Requirement(line).name for line in distribution("revrise").requires or () if ";" not in line
    }
    for one in light_closure(base).values():
        for top in {PurePath(str(file)).parts[0] for file in one.files or ()} - {
            "..",
            "__pycache__",
        }:
            (theirs / top).symlink_to(Path(str(one.locate_file(top))))
    return [str(ours), str(theirs)]


def isolated(path: list[str], code: str) -> subprocess.CompletedProcess[str]:
    """Runs code with the standard library and `path`, nothing that is installed."""
    return subprocess.run(
        [sys.executable, "-S", "-P", "-W", "error", "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_root_hides_the_others(root):
    assert strays(root) == []


def test_a_planted_init_is_caught_and_would_hide_the_others(root, tmp_path):
    for name in ("core", "ports"):
        shutil.copytree(root / name, tmp_path / name)
    (tmp_path / "core/revrise/__init__.py").touch()
    assert strays(tmp_path) == ["core"]
    done = isolated([str(tmp_path / "core"), str(tmp_path / "ports")], "import revrise.ports")
    assert "No module named 'revrise.ports'" in done.stderr


def test_no_module_stands_in_two_roots(root):
    names = [name for _, name in sources(root)]
    assert sorted(set(names)) == sorted(names)


def test_every_folder_of_modules_is_a_package_and_every_package_is_typed(root):
    for path, name in sources(root):
        inside = len(PurePath(name).parts) > 2
        if path.suffix == ".py" and inside:
            assert (path.parent / "__init__.py").exists(), name
            typed = path.parents[len(PurePath(name).parts) - 3] / "py.typed"
            assert typed.exists(), typed


def test_the_wheel_holds_every_file_and_nothing_else(root, wheel):
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == {name for _, name in sources(root)}
    assert {PurePath(name).suffix for name in held} <= {".py", *DATA, *PAGES}


def test_the_wheel_carries_its_entry_points_and_licence(wheel):
    archive = zipfile.ZipFile(wheel)
    names = {name.split("/", 1)[1]: name for name in archive.namelist() if ".dist-info/" in name}
    points = archive.read(names["entry_points.txt"]).decode()
    assert "revrise = revrise.apps.cli:main" in points
    assert "csv = revrise.plugins.crm.csv_folder" in points
    assert "licenses/LICENSE" in names


def test_the_light_install_is_five_distributions():
    base = {
        Requirement(line).name for line in distribution("revrise").requires or () if ";" not in line
    }
    assert set(light_closure(base)) == LIGHT


@pytest.mark.parametrize("package", ["core", "ports", "services", "plugins"])
def test_every_module_imports_on_the_light_install(light, package):
    """Whatever a plugin author, or a program that embeds the use cases, may import."""
    code = f"""
import pkgutil, sys, revrise.{package} as package
from importlib import import_module
names = [m.name for m in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]
assert len(names) > 5, names
for name in names: import_module(name)
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    done = isolated(light, code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


def test_the_test_kit_imports_without_pytest(light):
    """Doubles serve programs too; only the contract classes need the extra `testing`."""
    done = isolated(light, "import sys, revrise.testing; print('pytest' in sys.modules)")
    assert (done.returncode, done.stdout.strip()) == (0, "False"), done.stderr


@pytest.mark.parametrize("name", HEAVY)
def test_the_light_install_really_lacks_the_rest(light, name):
    assert f"No module named '{name}'" in isolated(light, f"import {name}").stderr
