"""`plugins new`: what it writes works before anything is changed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from revrise.adapters.plugins import check, load
from revrise.apps.cli.scaffold.names import Names
from revrise.apps.cli.scaffold.project import KINDS, create
from revrise.core.errors import Conflict, Invalid
from revrise.services.detectors.asked_detectors import AskedDetectors
from revrise.services.detectors.evaluating import evaluate_file
from revrise.services.measures.analysing import Analyst


def run_tests(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"]
    environ = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    environ.pop("PYTEST_CURRENT_TEST", None)
    return subprocess.run(
        command, cwd=folder, env=environ, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_tests_of_a_new_plugin_are_green_and_it_is_gold(kind, tmp_path):
    names = Names.of(f"My {kind}".replace("-", " "))
    create(kind, names, tmp_path / "new")
    done = run_tests(tmp_path / "new")
    assert done.returncode == 0, done.stdout + done.stderr
    (report,) = check(str(tmp_path / "new"))
    assert report.level == "gold", [rule for rule in report.checks if not rule.met]


def test_how_well_a_new_detector_agrees_with_its_labels_is_measured(tmp_path):
    """One line of each language is right; "acme of comfort" is a false alarm, 另一家 is missed."""
    names = Names.of("My detector")
    create("detector", names, tmp_path / "new")
    (tmp_path / "plugins").mkdir()
    source = tmp_path / "new" / f"{names.module}.py"
    (tmp_path / "plugins" / "my_detector.py").write_bytes(source.read_bytes())
    measuring = AskedDetectors(Analyst(load(folder=tmp_path / "plugins", environ={})), "rival")
    found = evaluate_file(tmp_path / "new" / "labels.jsonl", measuring)
    assert [ref.partition("@")[0] for ref in found["detectors"]] == ["my-detector"]
    assert (found["n"], found["positives"]) == (6, 3)
    assert (found["language"]["en"]["precision"], found["language"]["zh"]["recall"]) == (0.5, 0.5)
    assert "labels.jsonl --task rival" in (tmp_path / "new" / "README.md").read_text("utf-8")


def test_a_new_plugin_does_not_overwrite_a_folder(tmp_path):
    (tmp_path / "mine").write_text("x", encoding="utf-8")
    with pytest.raises(Conflict, match="choose another"):
        create("rubric", Names.of("Mine"), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_the_names_of_a_plugin_follow_from_its_title():
    names = Names.of("First call!")
    assert (names.id, names.module) == ("first-call", "revrise_first_call")
    assert Names.of("首次通话", "first-call").title == "首次通话"


@pytest.mark.parametrize(("title", "plugin_id"), [("首次通话", None), ("x", "No"), ("3", None)])
def test_a_title_that_gives_no_id_asks_for_one(title, plugin_id):
    with pytest.raises(Invalid, match="--id"):
        Names.of(title, plugin_id)


@pytest.mark.parametrize("title", ['"', "a\nb", "back\\slash", " ", "", "$id"])
def test_a_title_that_would_break_the_files_is_refused(title):
    with pytest.raises(Invalid, match="--name"):
        Names.of(title, "x")


@pytest.mark.parametrize("plugin_id", ["config", "none", "reward-rule", "facts"])
def test_no_id_collides_with_a_name_in_the_files(plugin_id, tmp_path):
    create("reward-rule", Names.of("首次 'call' {x}", plugin_id), tmp_path / "new")
    (report,) = check(str(tmp_path / "new"))
    assert report.level == "gold"
