"""The catalogue in use: what a tenant changes about its plugins takes effect without a restart."""

from collections.abc import Callable, Mapping, Sequence
from math import inf
from threading import Lock
from time import monotonic
from typing import Any

from revrise.adapters.plugins import config
from revrise.adapters.plugins.catalogue import PluginCatalogue
from revrise.adapters.plugins.host import Host
from revrise.adapters.plugins.schema import secrets
from revrise.core.errors import NotFound, RevRiseError
from revrise.core.plugins.setting import PluginSetting
from revrise.ports.catalogue import PluginValue

Stored = Mapping[str, PluginSetting]
# How old what other processes changed may be, and how long an own change is looked for.
_FRESH_S, _EAGER_S = 1.0, 2.0


class LiveCatalogue:
    """The ports `Catalogue` and `PluginHost`. Plugins load at the first question.

    `version` differs after every change of what is `stored`; it is asked once a second at most.
    """

    def __init__(
        self,
        host: Callable[[], Host],
        version: Callable[[], object],
        stored: Callable[[], Stored],
        now: Callable[[], float] = monotonic,
    ) -> None:
        self._make, self._version, self._stored, self._now = host, version, stored, now
        self._host: Host | None = None
        self._present: PluginCatalogue | None = None
        self._known: Stored = {}
        self._seen: object = None
        self._asked = self._eager = -inf
        self._lock = Lock()

    def __getattr__(self, name: str) -> Any:
        """Whatever a catalogue has."""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._current(), name)

    def refresh(self) -> None:
        """See PluginHost."""
        self._eager = self._now() + _EAGER_S

    def faults(self, plugin_id: str, settings: Mapping[str, Any]) -> Mapping[str, str]:
        """See PluginHost."""
        catalogue, host = self._current(), self._host
        plugin = next((one for one in catalogue.plugins if one.id == plugin_id), None)
        if plugin is None or host is None:
            raise NotFound(f"no plugin {plugin_id}")
        if plugin.manifest is None:
            cause = plugin.failure.cause if plugin.failure else "it is not selected"
            return {"": f"its settings are not known: {cause}"}
        return config.faults(
            plugin_id,
            plugin.manifest.config,
            host.config.get(plugin_id, {}),
            host.environ,
            {one.id for one in catalogue.plugins} - {plugin_id},
            settings,
            host.secret,
        )

    def values(self, plugin_id: str) -> Sequence[PluginValue]:
        """See PluginHost."""
        catalogue, host = self._current(), self._host
        plugin = next((one for one in catalogue.plugins if one.id == plugin_id), None)
        if plugin is None or plugin.manifest is None or plugin.schema is None or host is None:
            return ()
        table = host.config.get(plugin_id, {})
        stored = self._known[plugin_id].settings if plugin_id in self._known else {}
        others = {one.id for one in catalogue.plugins} - {plugin_id}
        named = config.variables(plugin_id, host.environ, others)
        hidden = secrets(plugin.manifest.config)
        return [
            _value(key, field, table, stored, named, host.environ, hidden=key in hidden)
            for key, field in plugin.schema["properties"].items()
        ]

    def _current(self) -> PluginCatalogue:
        """What is in use. While another thread loads a change, that is what was before."""
        present, now = self._present, self._now()
        if present is not None and now - self._asked < _FRESH_S and now > self._eager:
            return present
        if not self._lock.acquire(blocking=present is None or now <= self._eager):
            return present or self._current()
        try:
            return self._looked()
        finally:
            self._lock.release()

    def _looked(self) -> PluginCatalogue:
        self._asked = self._now()
        try:
            version = self._version()
            if self._present is not None and version == self._seen:
                return self._present
            stored = self._stored()
        except RevRiseError:
            if self._present is None:
                raise
            return self._present  # a database that is away changes nothing
        if self._host is None:
            self._host = self._make()
        if self._present is None:
            self._present = self._host.load(stored)
        else:
            self._present = self._host.again(self._present, self._known, stored)
            self._eager = -inf
        self._known, self._seen = stored, version
        return self._present


def _value(
    key: str,
    field: Mapping[str, Any],
    table: Mapping[str, Any],
    stored: Mapping[str, Any],
    named: Mapping[str, str],
    environ: Mapping[str, str],
    *,
    hidden: bool,
) -> PluginValue:
    below, origin = table.get(key, field.get("default")), "file" if key in table else "default"
    value = below
    if key in stored:
        value, origin = stored[key], "stored"
    variable = named.get(key, "")
    if variable:
        value, origin = environ[variable], "environment"
    if hidden:
        value = below = None
    return PluginValue(key, value, origin, variable, below, hidden)
