"""Dependencies point inwards: six contracts, each with a planted violation that it catches."""

import ast
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOTS = ("core", "ports", "adapters", "plugins", "apps")
CONTRACTS = {
    "Dependencies point inwards": "layers",
    "The core is pure": "forbidden",
    "A plugin author needs no framework": "forbidden",
    "Only the assembly knows the adapters": "protected",
    "Plugins know nothing of one another": "independence",
    "No cycles between siblings": "acyclic_siblings",
}
# contract → file → what is planted there
VIOLATIONS = {
    "Dependencies point inwards": {
        "core/revrise/core/planted.py": "from revrise.ports.clock import Clock",
    },
    "The core is pure": {"core/revrise/core/deals/planted.py": "import sqlalchemy"},
    "A plugin author needs no framework": {"ports/revrise/ports/planted.py": "import litestar"},
    "Only the assembly knows the adapters": {
        "apps/revrise/apps/cli/planted.py": "from revrise.adapters.sql.engine import open_engine",
    },
    "Plugins know nothing of one another": {
        "plugins/revrise/plugins/crm/planted.py": "from revrise.plugins.calls.vtt import *",
    },
    "No cycles between siblings": {
        "core/revrise/core/people/planted.py": "import revrise.core.rewards.planted",
        "core/revrise/core/rewards/planted.py": "import revrise.core.people.planted",
    },
}
# source package → what its modules may import besides the standard library
ALLOWED = {
    "core/revrise/core": ("attrs", "revrise.core"),
    "ports/revrise/ports": ("attrs", "pluggy", "revrise.core", "revrise.ports"),
    "apps/revrise/services": ("attrs", "revrise.core", "revrise.ports", "revrise.services"),
    "plugins/revrise/plugins": ("attrs", "revrise.core", "revrise.ports", "revrise.plugins"),
}


def verdicts(tree: Path) -> dict[str, str]:
    """Contract → KEPT or BROKEN for the sources under `tree`, whatever is installed."""
    site = sysconfig.get_path("purelib")
    places = [*(str(tree / root) for root in ROOTS), site]
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    done = subprocess.run(
        [sys.executable, "-S", "-P", "-c", code],
        check=False,
        cwd=tree,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(places), "COLUMNS": "200"},
        capture_output=True,
        text=True,
    )
    found = dict(re.findall(r"^(.+) (KEPT|BROKEN)\b", done.stdout, re.MULTILINE))
    assert found, done.stdout + done.stderr
    return found


@pytest.fixture(scope="module")
def tree(root, tmp_path_factory) -> Path:
    """A copy of the sources to plant into."""
    copy = tmp_path_factory.mktemp("tree")
    for name in ROOTS:
        shutil.copytree(
            root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "assets")
        )
    shutil.copy(root / "pyproject.toml", copy)
    return copy


def test_the_contracts_are_the_six(root):
    settings = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]
    assert {one["name"]: one["type"] for one in settings["contracts"]} == CONTRACTS
    assert not any("ignore_imports" in one for one in settings["contracts"])


def test_all_contracts_are_kept(tree):
    assert verdicts(tree) == dict.fromkeys(CONTRACTS, "KEPT")


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_a_planted_violation_breaks_its_contract_and_no_other(tree, contract):
    planted = [(tree / name, code) for name, code in VIOLATIONS[contract].items()]
    for path, code in planted:
        path.write_text(code)
    try:
        broken = {name for name, verdict in verdicts(tree).items() if verdict == "BROKEN"}
    finally:
        for path, _ in planted:
            path.unlink()
    assert broken == {contract}


def strangers(folder: Path, allowed: tuple[str, ...]) -> Iterator[str]:
    """Every import under `folder`, at whatever depth, that is neither allowed nor standard."""
    for path in sorted(folder.rglob("*.py")):
        for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
            welcome = any(name == one or name.startswith(f"{one}.") for one in allowed)
            if not welcome and name.split(".")[0] not in sys.stdlib_module_names:
                yield f"{path.relative_to(folder)}: {name}"


def imported(tree: ast.AST) -> Iterator[str]:
    """The dotted names a module imports; a relative import starts with a point."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


@pytest.mark.parametrize("package", ALLOWED)
def test_a_layer_imports_only_what_it_may(root, package):
    assert any((root / package).rglob("*.py"))
    assert list(strangers(root / package, ALLOWED[package])) == []


def test_imports_are_found_wherever_they_hide(tmp_path):
    (tmp_path / "planted.py").write_text(
        "import os, numpy.linalg\n"
        "from . import near\n"
        "def later():\n    from sqlalchemy.orm import Session\n"
        "if True:\n    import revrise.coreless\n"
    )
    found = set(strangers(tmp_path, ("attrs", "revrise.core")))
    assert found == {
        f"planted.py: {name}"
        for name in ("numpy.linalg", ".", "sqlalchemy.orm", "revrise.coreless")
    }
