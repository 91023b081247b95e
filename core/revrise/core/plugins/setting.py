"""What a tenant decided about a plugin."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import Factory, evolve, frozen


@frozen
class PluginSetting:
    """`id` is the plugin's. Its `settings` go over those of the settings file.

    `previous` are the settings before their last change, None before the first. Secrets are
    never among them, only where one is kept: `env:NAME` or `file:/path`.
    """

    id: str
    changed_by: str
    changed_at: datetime
    enabled: bool = True
    settings: Mapping[str, Any] = Factory(dict)
    previous: Mapping[str, Any] | None = None
    version: int = 1

    def change(
        self, by: str, at: datetime, *, enabled: bool, settings: Mapping[str, Any]
    ) -> "PluginSetting":
        """As somebody wants it now; itself where that is no change."""
        if enabled == self.enabled and settings == self.settings:
            return self
        kept = self.previous if settings == self.settings else self.settings
        return evolve(
            self,
            changed_by=by,
            changed_at=at,
            enabled=enabled,
            settings=settings,
            previous=kept,
            version=self.version + 1,
        )
