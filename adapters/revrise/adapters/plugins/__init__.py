"""The plugin host: finds plugins, loads each in isolation, offers what they registered."""

from revrise.adapters.plugins.catalogue import PluginCatalogue
from revrise.adapters.plugins.host import load
from revrise.adapters.plugins.quality import check
from revrise.adapters.plugins.schema import config_schema

__all__ = ["PluginCatalogue", "check", "config_schema", "load"]
