"""Plugins come from entry points and from files of a folder."""

from types import ModuleType

import pytest
from tests.unit.plugins.zoo import HEALTHY

from revrise.adapters.plugins import load
from revrise.adapters.plugins.discovery import BUNDLED, Found, discover, files
from revrise.core.errors import Misconfigured


def test_files_of_the_folder_are_plugins_but_for_private_ones(tmp_path):
    for name in ("first_call.py", "_helper.py", "notes.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert [one.name for one in files(tmp_path)] == ["first-call"]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Misconfigured, match="mend the setting plugin_folder"):
        load(folder=tmp_path / "gone", environ={"REVRISE_PLUGINS": ""})


def test_installed_plugins_come_before_those_of_the_folder(tmp_path):
    (tmp_path / "aaa.py").write_text("", encoding="utf-8")
    names = [one.name for one in discover(tmp_path)]
    assert names[-1] == "aaa"
    assert names[:-1] == sorted(names[:-1])


def test_an_entry_point_must_name_a_module():
    (state,) = load(found=[Found("odd", "odd:thing", lambda: 3)], environ={}).states()
    assert state.code == "RR-PLG-002"
    assert "not a module" in state.cause


def test_a_stranger_is_asked_before_a_bundled_plugin():
    def plugin(name: str, distribution: str) -> Found:
        module = ModuleType(name)
        source = HEALTHY.replace("healthy", name).replace("budget", f"budget-{name}")
        exec(source.replace("candidates[-1]", f"'for-{name}'"), vars(module))
        return Found(name, name, lambda: module, distribution=distribution)

    found = [plugin("a", BUNDLED), plugin("b", "stranger")]
    catalogue = load(found=found, environ={})
    assert catalogue.route({}, ["for-a", "for-b"]) == "for-b"
    assert list(catalogue.criteria()) == ["budget-b", "budget-a"]
