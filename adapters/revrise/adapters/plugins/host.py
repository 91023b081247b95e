"""From settings and environment to a catalogue of plugins."""

import difflib
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from revrise.adapters.plugins import failures
from revrise.adapters.plugins.catalogue import PluginCatalogue
from revrise.adapters.plugins.discovery import Found, discover
from revrise.adapters.plugins.failures import Failure
from revrise.adapters.plugins.kinds import KINDS
from revrise.adapters.plugins.loading import TIME_LIMIT_S, configure, introduce, register
from revrise.adapters.plugins.plugin import Plugin
from revrise.adapters.plugins.tools import Fetch, Send
from revrise.core.plugins.setting import PluginSetting
from revrise.ports.catalogue import PluginState

SELECTION: Final = "REVRISE_PLUGINS"


def load(
    config: Mapping[str, Any] | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
    found: Sequence[Found] | None = None,
    limit: float = TIME_LIMIT_S,
) -> PluginCatalogue:
    """Loads every selected plugin; never raises for what a plugin does.

    Raises Misconfigured when `folder` is not there.

    `config` is the TOML table `[plugins]`: a table for each plugin id. `folder` holds plugins
    of a single file. `found` replaces discovery. `REVRISE_PLUGINS=a,b` in `environ` selects by
    name, empty selects none. An import or registration longer than `limit` seconds is given up.
    """
    environ = os.environ if environ is None else environ
    finds = discover(folder) if found is None else found
    return Host(config or {}, environ, finds, limit).load({})


@frozen
class Host:
    """What plugins are loaded from, beside what the tenant stored. See `load`."""

    config: Mapping[str, Any]
    environ: Mapping[str, str]
    finds: Sequence[Found]
    limit: float = TIME_LIMIT_S
    secret: Callable[[str], str] = str
    send: Send | None = None
    fetch: Fetch | None = None

    def load(self, stored: Mapping[str, PluginSetting]) -> PluginCatalogue:
        """Every plugin, for the first time."""
        chosen = selection(self.environ)
        plugins = [Plugin(one, chosen is None or one.name in chosen) for one in self.finds]
        return self._put_together(plugins, plugins, stored)

    def again(
        self,
        before: PluginCatalogue,
        known: Mapping[str, PluginSetting],
        stored: Mapping[str, PluginSetting],
    ) -> PluginCatalogue:
        """With what was stored anew; the plugins that it does not touch go on as they are."""
        fresh: list[Plugin] = []
        plugins: list[Plugin] = []
        for one in before.plugins:
            taken = one.failure is not None and one.failure.code == failures.TAKEN
            if taken or known.get(one.id) != stored.get(one.id):
                one = Plugin(one.found, one.selected, module=one.module, manifest=one.manifest)  # noqa: PLW2901
                fresh.append(one)
            plugins.append(one)
        return self._put_together(plugins, fresh, stored)

    def _put_together(
        self,
        plugins: Sequence[Plugin],
        fresh: Sequence[Plugin],
        stored: Mapping[str, PluginSetting],
    ) -> PluginCatalogue:
        for plugin in fresh:
            kept = stored.get(plugin.found.name)
            plugin.enabled = kept is None or kept.enabled
            plugin.send, plugin.fetch = self.send, self.fetch
            if plugin.manifest is None:
                introduce(plugin, self.limit)
        _refuse_doubles(plugins)
        ids = {plugin.id for plugin in plugins}
        for plugin in fresh:
            kept = stored.get(plugin.id)
            own = kept.settings if kept else {}
            table, others = self.config.get(plugin.id, {}), ids - {plugin.id}
            configure(plugin, table, self.environ, others, own, self.secret)
            register(plugin, self.environ, self.limit)
        _refuse_taken(plugins)
        absent = _unknown(ids, selection(self.environ), self.config)
        return PluginCatalogue(plugins, absent, self.environ)


def selection(environ: Mapping[str, str]) -> frozenset[str] | None:
    """The names `REVRISE_PLUGINS` selects; None when it is not set, so that all are."""
    text = environ.get(SELECTION)
    return None if text is None else frozenset(filter(None, map(str.strip, text.split(","))))


def _refuse_doubles(plugins: Iterable[Plugin]) -> None:
    first: dict[str, Plugin] = {}
    for plugin in plugins:
        if not (plugin.selected and plugin.enabled):
            continue
        other = first.setdefault(plugin.id, plugin)
        if other is not plugin:
            cause = f"another plugin is {plugin.id!r} too: {other.state.distribution}"
            plugin.quarantine(Failure(failures.TAKEN, cause, "uninstall one of them"))


def _refuse_taken(plugins: Iterable[Plugin]) -> None:
    owners: dict[tuple[str, str], str] = {}
    for plugin in plugins:
        for kind in KINDS:
            for thing in plugin.things.get(kind.name, ()) if plugin.active else ():
                owner = owners.setdefault((kind.name, kind.id(thing)), plugin.id)
                if owner != plugin.id:
                    cause = f"the {kind.name} {kind.id(thing)!r} belongs to plugin {owner}"
                    plugin.quarantine(Failure(failures.TAKEN, cause, "disable one of the two"))


def _unknown(
    ids: Collection[str], chosen: frozenset[str] | None, config: Mapping[str, Any]
) -> list[PluginState]:
    """Plugins that are selected or configured, but not there."""
    return [_absent(name, ids) for name in sorted({*(chosen or ()), *config} - {*ids})]


def _absent(name: str, ids: Collection[str]) -> PluginState:
    close = difflib.get_close_matches(name, ids, n=1)
    remedy = f"did you mean {close[0]}?" if close else f"install it, or mend {SELECTION}"
    failure = Failure(failures.NOT_FOUND, "selected or configured, but not installed", remedy)
    return PluginState(
        id=name,
        name=name,
        state=failure.state,
        code=failure.code,
        cause=failure.cause,
        remedy=failure.remedy,
        docs=failure.docs,
    )
