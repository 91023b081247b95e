"""The recipe of docs/audit.md checks an exported trail, and finds what was changed in it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from revrise.apps.assembly import RevRise
from revrise.apps.settings import Settings
from revrise.services.auditing.files import written
from revrise.services.auditing.trail import Sought

DOCS = Path(__file__).parents[2] / "docs" / "audit.md"


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """The recipe, a trail, and the key it is signed by."""
    folder = tmp_path_factory.mktemp("trail")
    app = RevRise(Settings(data_dir=str(folder / "data")))
    by = app.actor()
    for number in range(3):
        with app.store.begin(by) as work:
            work.record("deal.changed", f"deal_{number}", {"stage": "报价", "score": 0.1})
    with (folder / "audit.jsonl").open("wb") as file:
        written(app.trail_files.make(Sought(), "jsonl", by).jsonl(), file)
    (key,) = app.signer.known()
    app.engine.dispose()
    recipe = re.search(r"```python\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert recipe
    (folder / "check.py").write_text(recipe[1], "utf-8")
    return folder / "check.py", folder / "audit.jsonl", key.hex


def check(recipe: Path, trail: Path, key: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(recipe), str(trail), key], capture_output=True, text=True, check=False
    )


def test_an_untouched_trail_holds(exported: tuple[Path, Path, str]) -> None:
    found = check(*exported)
    assert found.returncode == 0, found.stderr
    assert "entries hold" in found.stdout
    assert "signed up to" in found.stdout


def test_a_changed_trail_does_not(exported: tuple[Path, Path, str], tmp_path: Path) -> None:
    recipe, trail, key = exported
    lines = trail.read_text("utf-8").splitlines()
    entry = json.loads(lines[2])
    entry["actor_id"] = "per_somebody_else"
    lines[2] = json.dumps(entry)
    (tmp_path / "changed.jsonl").write_text("\n".join(lines), "utf-8")
    assert check(recipe, tmp_path / "changed.jsonl", key).returncode != 0
    (tmp_path / "shorter.jsonl").write_text("\n".join([*lines[:2], *lines[3:]]), "utf-8")
    assert check(recipe, tmp_path / "shorter.jsonl", key).returncode != 0
