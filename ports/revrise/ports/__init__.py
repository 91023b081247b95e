"""What the core asks of the world, and what a plugin may offer it.

All that a plugin author needs can be imported from here.
"""

from revrise.core.errors import Fatal, Invalid, Misconfigured, NotFound, Retriable
from revrise.core.events import Event
from revrise.ports.catalogue import PluginFailed
from revrise.ports.config import setting
from revrise.ports.deals import CriterionKind
from revrise.ports.hooks import hookimpl
from revrise.ports.manifest import PluginManifest
from revrise.ports.tools import Tools

__all__ = [
    "CriterionKind",
    "Event",
    "Fatal",
    "Invalid",
    "Misconfigured",
    "NotFound",
    "PluginFailed",
    "PluginManifest",
    "Retriable",
    "Tools",
    "hookimpl",
    "setting",
]
