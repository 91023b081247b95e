"""What the core asks of the world, and what a plugin may offer it."""

from revrise.ports.hooks import hookimpl
from revrise.ports.manifest import PluginManifest

__all__ = ["PluginManifest", "hookimpl"]
