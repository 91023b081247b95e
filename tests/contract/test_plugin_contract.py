"""The contract of plugins catches what it says it catches."""

import sys
from types import ModuleType

import pytest
from pluggy import PluginValidationError

from revrise.testing import PluginContract

GOOD = '''
"""Counts."""
import itertools
from attrs import frozen
from revrise.ports import PluginManifest, hookimpl, setting

@frozen
class Config:
    points: int = setting("How many")

COUNT = itertools.count()

class Thing:
    id = "thing"
    def met(self, deal, argument):
        return True

@hookimpl
def manifest():
    return PluginManifest(id="counts", name="Counts", config=Config)

@hookimpl
def register_criteria(config):
    return [Thing()]
'''

PLANTED = {
    "test_says_who_it_is": ('id="counts"', 'id="counts", api="2"'),
    "test_says_the_same_again": ('name="Counts"', 'name=f"At {next(COUNT)}"'),
    "test_implements_hooks_of_the_host_only": ("register_criteria", "register_criterias"),
    "test_marks_every_hook": ("@hookimpl\ndef register", "def register"),
    "test_describes_every_setting": ('setting("How many")', "0"),
    "test_settings_survive_a_round_trip": ("points: int", "points: bytes"),
    "test_offers_the_same_things_every_time": ("[Thing()]", "[]"),
    "test_loads_alone_and_imports_nothing_of_the_host": (
        '"""Counts."""',
        '"""Counts."""\nimport revrise.adapters',
    ),
}


def keeps(test: str, source: str, tmp_path, monkeypatch) -> None:
    """Runs one test of the contract on a plugin with this source."""
    (tmp_path / "counting_plugin.py").write_text(source, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "counting_plugin", raising=False)
    import counting_plugin

    contract = type("TestIt", (PluginContract,), {"settings": {"points": 3}})()
    assert isinstance(counting_plugin, ModuleType)
    type(contract).plugin = counting_plugin
    run = getattr(contract, test)
    wants = "manifest" in run.__func__.__code__.co_varnames[: run.__func__.__code__.co_argcount]
    run(*([counting_plugin.manifest()] if wants else []))


TESTS = sorted(name for name in vars(PluginContract) if name.startswith("test_"))


@pytest.mark.parametrize("test", TESTS)
def test_a_good_plugin_keeps_the_contract(test, tmp_path, monkeypatch):
    keeps(test, GOOD, tmp_path, monkeypatch)


@pytest.mark.parametrize("test", TESTS)
def test_a_planted_fault_breaks_the_contract(test, tmp_path, monkeypatch):
    old, new = PLANTED[test]
    assert old in GOOD
    with pytest.raises((AssertionError, PluginValidationError, TypeError)):
        keeps(test, GOOD.replace(old, new), tmp_path, monkeypatch)
