"""PLUGINS.md keeps its word: signatures, codes, examples, the tutorial."""

import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import frozen

import revrise.testing
from revrise.adapters.plugins import check, failures, load
from revrise.adapters.plugins.discovery import single
from revrise.apps.cli.scaffold.project import KINDS
from revrise.core.errors import RevRiseError
from revrise.ports.hookspecs import CONCERNS

TEXT = (Path(__file__).parents[2] / "PLUGINS.md").read_text("utf-8")
SHAPE = ("Called when:", "Returns:", "Result:", "May raise:", "Example:")


@frozen
class Block:
    language: str
    code: str
    file: str | None

    @property
    def is_plugin(self) -> bool:
        return "def manifest" in self.code


def _blocks() -> list[Block]:
    """Fenced code with its language, and the file name of the line above where there is one."""
    pattern = re.compile(r"(?:`([\w/.]+)`[^\n`]*\n\n)?```(\w+)\n(.*?)```", re.DOTALL)
    return [Block(m[2], m[3], m[1]) for m in pattern.finditer(TEXT)]


BLOCKS = _blocks()
TUTORIAL = {block.file: block.code for block in BLOCKS if block.file}
HOOKS = {
    name: function
    for concern in CONCERNS
    for name, function in vars(concern).items()
    if not name.startswith("_")
}


def test_every_hook_is_a_heading_with_its_exact_arguments_and_there_is_no_other():
    headings = re.findall(r"^#### `(.+)`$", TEXT, re.MULTILINE)
    signatures = [
        f"{name}({', '.join(list(inspect.signature(hook).parameters)[1:])})"
        for name, hook in HOOKS.items()
    ]
    assert headings == signatures


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_says_when_it_is_called_and_what_becomes_of_its_answer(name):
    said = inspect.getdoc(HOOKS[name]) or ""
    arguments = list(inspect.signature(HOOKS[name]).parameters)[1:]
    assert all(part in said for part in SHAPE)
    assert all(f"`{argument}`" in said for argument in arguments)


def test_every_code_of_a_failure_has_its_place():
    codes = {value for name, value in vars(failures).items() if str(value).startswith("RR-PLG-")}
    assert set(re.findall(r'<a id="rr-plg-\d+"></a>(RR-PLG-\d+)', TEXT)) == codes
    assert set(re.findall(r'<a id="(rr-plg-\d+)"', TEXT)) == {code.lower() for code in codes}


def test_every_contract_and_double_it_names_is_in_the_kit():
    kit = TEXT.partition("## The kit")[2].partition("## Commands")[0]
    named = set(re.findall(r"`([A-Z]\w+)`", kit))
    assert named <= set(revrise.testing.__all__)
    contracts = {name for name in revrise.testing.__all__ if name.endswith("Contract")}
    # Adapters pass these; no plugin can offer storage or run jobs.
    assert contracts - named == {"BlobsContract", "JobEngineContract", "StorageContract"}


def test_every_kind_a_scaffold_can_write_is_told():
    assert re.findall(r"`([\w-]+)`", TEXT.partition("\nKinds: ")[2].partition("\n")[0]) == [*KINDS]


def test_the_levels_are_told_rule_by_rule():
    rows = re.findall(r"^\| (bronze|silver|gold) \| `([\w-]+)` \|", TEXT, re.MULTILINE)
    (report,) = check("deal-won")
    assert rows == [(rule.level, rule.rule) for rule in report.checks]


@pytest.mark.parametrize("number", [n for n, one in enumerate(BLOCKS) if one.language == "python"])
def test_every_python_block_compiles_and_every_plugin_among_them_loads(number, tmp_path):
    block = BLOCKS[number]
    compile(block.code, f"PLUGINS.md block {number}", "exec")
    if block.is_plugin:
        plugin_id = re.search(r'id="([\w-]+)", name', block.code)[1]
        file = tmp_path / f"{plugin_id.replace('-', '_')}.py"
        file.write_text(block.code, encoding="utf-8")
        (state,) = load(found=[single(file)], environ={}).states()
        assert (state.id, state.state) == (plugin_id, "enabled"), state.cause


def test_the_messages_about_settings_are_the_real_ones(tmp_path):
    file = tmp_path / "first_course.py"
    file.write_text(TUTORIAL["revrise_first_course.py"], encoding="utf-8")
    shown = next(block.code for block in BLOCKS if block.language == "text").splitlines()
    for line, table in zip(shown, ({"points": "ten"}, {"pionts": 1}), strict=True):
        (state,) = load({"first-course": table}, found=[single(file)], environ={}).states()
        assert state.cause == line


def run(*command: str, cwd: Path, path: Path) -> str:
    environ = {**os.environ, "PYTHONPATH": str(path), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_tutorial_ends_with_an_installed_plugin_that_the_host_uses(tmp_path):
    """Its files are written as shown, its tests run, it is built and installed, and asked."""
    project, site = tmp_path / "project", tmp_path / "site"
    for name, code in TUTORIAL.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(code, encoding="utf-8")
    assert len(TUTORIAL["revrise_first_course.py"].split("\n")) <= 50
    pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    run(*pip, "--disable-pip-version-check", "--target", str(site), ".", cwd=project, path=site)
    run("-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=project, path=site)
    asked = """
from datetime import UTC, datetime
from revrise.adapters.plugins import load
from revrise.core.rewards.facts import CourseCompleted
from revrise.ports import Facts
catalogue = load({"first-course": {"points": 50}}, environ={})
(state,) = [one for one in catalogue.states() if one.id == "first-course"]
(rule,) = [one for one in catalogue.reward_rules() if one.definition.id == "first-course"]
fact = CourseCompleted("c", "ann", datetime(2026, 3, 2, tzinfo=UTC), "course_1")
points = [decision.points for decision in rule.decide(Facts("ann", (fact,)))]
print(state.state, state.version, state.distribution, state.kinds, points)
"""
    answer = run("-c", asked, cwd=tmp_path, path=site)
    assert answer.strip() == "enabled 0.1.0 revrise-first-course ('reward-rule',) [50]"


def test_the_errors_a_door_may_raise_can_be_imported_from_the_ports():
    import revrise.ports

    promises = TEXT.partition("## What things promise")[2].partition("\n## ")[0]
    for name in re.findall(r"`([A-Z][a-z]+[A-Za-z]*)` \(", promises):
        assert issubclass(getattr(revrise.ports, name), RevRiseError)
