"""What every plugin keeps; inherit, and name its module."""

import inspect
import json
import subprocess
import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Any

import attrs
import pluggy
import pytest
from cattrs import Converter

from revrise.ports.hooks import PROJECT
from revrise.ports.hookspecs import CONCERNS
from revrise.ports.manifest import PluginManifest
from revrise.testing.doubles import RecordingTools

API = "1"
_CLOSED = ("revrise.adapters", "revrise.services", "revrise.apps")


class PluginContract:
    """Set `plugin` to the module, and `settings` where its config has required fields."""

    plugin: ModuleType
    settings: Mapping[str, Any] = {}

    @pytest.fixture
    def manifest(self) -> PluginManifest:
        """What it says of itself."""
        manifest = self.plugin.manifest()
        assert isinstance(manifest, PluginManifest)
        return manifest

    def test_says_who_it_is(self, manifest: PluginManifest) -> None:
        """Name and summary are for people, the API is the current one."""
        assert manifest.summary or self.plugin.__doc__, "say what the plugin is for: summary=…"
        assert manifest.api == API

    def test_says_the_same_again(self, manifest: PluginManifest) -> None:
        """The manifest does not depend on when it is asked for."""
        assert self.plugin.manifest() == manifest

    def test_implements_hooks_of_the_host_only(self) -> None:
        """No misspelt hook, no argument the host does not offer."""
        connected(self.plugin).check_pending()

    def test_marks_every_hook(self) -> None:
        """A function called like a hook, but not marked, would never be called."""
        hooks = {name for concern in CONCERNS for name in vars(concern) if name[0] != "_"}
        own = inspect.getmembers(self.plugin, inspect.isfunction)
        unmarked = {
            name
            for name, function in own
            if name in hooks and not hasattr(function, f"{PROJECT}_impl")
        }
        assert not unmarked, f"put @hookimpl above {unmarked}"

    def test_describes_every_setting(self, manifest: PluginManifest) -> None:
        """A description for each field, shown in forms and documentation."""
        fields = attrs.fields(manifest.config) if manifest.config else ()
        bare = [one.name for one in fields if not one.metadata.get("description")]
        assert not bare, f'use setting("…") for {bare}'

    def test_settings_survive_a_round_trip(self, manifest: PluginManifest) -> None:
        """They can be stored as JSON and come back equal."""
        config, converter = self.config(manifest), Converter()
        stored = json.loads(json.dumps(converter.unstructure(config)))
        if manifest.config:
            assert converter.structure(stored, manifest.config) == config

    def test_offers_the_same_things_every_time(self, manifest: PluginManifest) -> None:
        """At least one thing for each registering hook; instances, in the same order."""
        first, second = self.offered(manifest), self.offered(manifest)
        for hook, things in first.items():
            assert things, f"{hook} offers nothing"
            assert not [thing for thing in things if isinstance(thing, type)]
            assert list(map(type, things)) == list(map(type, second[hook]))

    def test_loads_alone_and_imports_nothing_of_the_host(self) -> None:
        """A fresh interpreter imports it; it needs the core and the ports only."""
        code = (
            f"import sys; sys.path[:] = {sys.path!r}; import {self.plugin.__name__}; "
            f"print(*[name for name in sys.modules if name.startswith({_CLOSED!r})])"
        )
        done = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", code], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.split() == []

    def config(self, manifest: PluginManifest) -> Any:
        """An instance of the config class with `settings`."""
        return manifest.config(**self.settings) if manifest.config else None

    def offered(self, manifest: PluginManifest) -> dict[str, list[Any]]:
        """What each registering hook offers."""
        hooks = connected(self.plugin)
        tools = RecordingTools(manifest.id, dict.fromkeys(manifest.secrets, "secret"))
        given = {"config": self.config(manifest), "tools": tools}
        return {
            caller.name: [thing for answer in _call(caller, given) for thing in answer]
            for caller in hooks.get_hookcallers(self.plugin) or ()
            if caller.name.startswith("register_")
        }


def connected(plugin: ModuleType) -> pluggy.PluginManager:
    """A manager with this plugin alone. Raises PluginValidationError on an unknown argument."""
    manager = pluggy.PluginManager(PROJECT)
    for concern in CONCERNS:
        manager.add_hookspecs(concern)
    manager.register(plugin)
    return manager


def _call(caller: Any, given: Mapping[str, Any]) -> Any:
    return caller(**{name: given[name] for name in caller.spec.argnames})
