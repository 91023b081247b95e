"""What a tenant decides about its plugins: settings over those of the file, on or off."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import Factory, frozen

from revrise.core.errors import Conflict, Invalid, NotFound, Stale
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.plugins.setting import PluginSetting
from revrise.ports.catalogue import PluginHost
from revrise.ports.query import Measure, Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk

_REASON = "load plugins as the tenant wants them"
_REFERENCE = re.compile(r"env:[A-Za-z_]\w*|file:/.+")


@frozen
class ConfigurePlugin:
    """`settings` are put over the stored ones, None takes a key back to file or default.

    `version` is the one that was looked at, 0 before the first change; None for any.
    """

    plugin_id: str
    settings: Mapping[str, Any] = Factory(dict)
    enabled: bool | None = None
    version: int | None = None


class WrongSettings(Invalid):
    """Settings that will not do; `problems` says why, by key (empty: the plugin as a whole)."""

    def __init__(self, plugin_id: str, problems: Mapping[str, str]) -> None:
        said = "; ".join(f"{key}: {text}" if key else text for key, text in problems.items())
        super().__init__(said, culprit=f"plugins.{plugin_id}", remedy="mend it and save again")
        self.problems = problems


@frozen
class PluginSettings:
    """Stored decisions about a plugin. Of `secrets` only the keys that are set are told."""

    id: str
    version: int = 0
    enabled: bool = True
    settings: Mapping[str, Any] = Factory(dict)
    secrets: tuple[str, ...] = ()
    restorable: bool = False
    changed_by: str = ""
    changed_at: datetime | None = None


@frozen
class PluginDesk:
    """Use cases around plugin settings."""

    desk: Desk
    host: PluginHost

    def show(self, plugin_id: str, by: Actor) -> PluginSettings:
        """What is stored. Raises Refused for who may not see it, NotFound for no plugin."""
        scope = self.desk.scope(by, "plugin_setting")
        self._schema(plugin_id)
        with self.desk.store.read(by) as work:
            return self._view(plugin_id, self._found(work, plugin_id, scope))

    def configure(self, command: ConfigurePlugin, by: Actor) -> PluginSettings:
        """Stores settings, switches on or off. Raises WrongSettings, Stale, Refused, NotFound."""

        def wanted(before: PluginSetting) -> PluginSetting:
            settings = dict(before.settings) | dict(command.settings)
            settings = {key: value for key, value in settings.items() if value is not None}
            on = before.enabled if command.enabled is None else command.enabled
            now = self.desk.clock.now()
            return before.change(by.person_id, now, enabled=on, settings=settings)

        return self._change(command.plugin_id, command.version, by, "plugin.configured", wanted)

    def restore(self, plugin_id: str, version: int | None, by: Actor) -> PluginSettings:
        """Puts the settings before the last change back. Raises Conflict where there are none."""

        def wanted(before: PluginSetting) -> PluginSetting:
            if before.previous is None:
                raise Conflict("there are no earlier settings", culprit=plugin_id)
            now, on = self.desk.clock.now(), before.enabled
            return before.change(by.person_id, now, enabled=on, settings=before.previous)

        return self._change(plugin_id, version, by, "plugin.restored", wanted)

    def _change(
        self, plugin_id: str, version: int | None, by: Actor, action: str, wanted: Any
    ) -> PluginSettings:
        self.desk.scope(by, "plugin", "configure")
        self._schema(plugin_id)
        with self.desk.store.begin(by) as work:
            before = self._found(work, plugin_id, self.desk.scope(by, "plugin_setting", "update"))
            fresh = PluginSetting(plugin_id, by.person_id, self.desk.clock.now(), version=0)
            now = before or fresh
            if version is not None and version != now.version:
                raise Stale("somebody else changed it meanwhile", culprit=plugin_id,
                            remedy="load it again and repeat the change")  # fmt: skip
            after = wanted(now)
            if after is now:
                return self._view(plugin_id, before)
            if after.settings != now.settings:
                self._refuse_wrong(after)
            self._store(work, before, after, by)
            work.record(action, plugin_id, _detail(now, after))
        self.host.refresh()
        return self._view(plugin_id, after)

    def _store(
        self, work: UnitOfWork, before: PluginSetting | None, after: PluginSetting, by: Actor
    ) -> None:
        if before is None:
            work.of(PluginSetting).add(after, self.desk.scope(by, "plugin_setting", "create"))
        else:
            scope = self.desk.scope(by, "plugin_setting", "update")
            work.of(PluginSetting).save(after, scope, expected=before.version)

    def _refuse_wrong(self, wanted: PluginSetting) -> None:
        problems = {
            key: "a secret is not stored: give env:NAME or file:/path, where it is kept"
            for key in self._secrets(wanted.id)
            if key in wanted.settings and not _REFERENCE.fullmatch(str(wanted.settings[key]))
        }
        problems = problems or dict(self.host.faults(wanted.id, wanted.settings))
        if problems:
            raise WrongSettings(wanted.id, problems)

    def _found(self, work: UnitOfWork, plugin_id: str, scope: Scope) -> PluginSetting | None:
        found = work.of(PluginSetting).load_many(scope, Query(where=where(id=plugin_id)))
        return found[0] if found else None

    def _view(self, plugin_id: str, kept: PluginSetting | None) -> PluginSettings:
        if kept is None:
            return PluginSettings(plugin_id)
        hidden = self._secrets(plugin_id)
        return PluginSettings(
            plugin_id,
            kept.version,
            kept.enabled,
            {key: value for key, value in kept.settings.items() if key not in hidden},
            tuple(sorted(hidden & kept.settings.keys())),
            kept.previous is not None,
            kept.changed_by,
            kept.changed_at,
        )

    def _secrets(self, plugin_id: str) -> frozenset[str]:
        schema = self._schema(plugin_id)
        fields = schema.get("properties", {}).items()
        return frozenset(key for key, field in fields if field.get("writeOnly"))

    def _schema(self, plugin_id: str) -> Mapping[str, Any]:
        for state in self.host.states():
            if state.id == plugin_id:
                return state.config or {}
        raise NotFound(f"no plugin {plugin_id}")


@frozen
class StoredPlugins:
    """What the host reads of a tenant, as the system."""

    desk: Desk
    tenant_id: str

    def version(self) -> object:
        """Another one after every change."""
        measures = (
            Measure("n"),
            Measure("sum", "sum", "version"),
            Measure("at", "max", "changed_at"),
        )
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            groups = work.of(PluginSetting).group(self._scope, (), measures)
        return [tuple(map(str, row.values())) for row in groups]

    def all(self) -> Mapping[str, PluginSetting]:
        """By plugin."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            return {one.id: one for one in work.of(PluginSetting).load_many(self._scope)}

    @property
    def _scope(self) -> Scope:
        return system_scope(self.tenant_id, "plugin_setting", "read", _REASON)


def _detail(before: PluginSetting, after: PluginSetting) -> dict[str, Any]:
    """Which keys changed, never to what."""
    keys = {*before.settings, *after.settings}
    changed = sorted(k for k in keys if before.settings.get(k) != after.settings.get(k))
    return {"settings": changed, "enabled": after.enabled}
