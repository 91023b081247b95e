"""The plugin host: finds plugins, loads each in isolation, offers what they registered."""

from pathlib import Path

from revrise.adapters.plugins.catalogue import PluginCatalogue
from revrise.adapters.plugins.host import load
from revrise.adapters.plugins.schema import config_schema
from revrise.ports.plugin_report import PluginReport

__all__ = ["PluginCatalogue", "check", "config_schema", "load"]


def check(target: str, folder: Path | None = None) -> tuple[PluginReport, ...]:
    """See `quality.check`, which is imported only here: listing plugins does not need it."""
    from revrise.adapters.plugins.quality.check import check as thorough

    return thorough(target, folder)
