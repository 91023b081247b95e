"""What the detectors of a plugin say they are, also of one that is out of use."""

from typing import Any

from revrise.adapters.plugins.guard import Guarded
from revrise.adapters.plugins.kinds import BY_NAME
from revrise.adapters.plugins.plugin import Plugin
from revrise.core.conversations.detector import DetectorDefinition


def definitions(plugin: Plugin) -> tuple[DetectorDefinition, ...]:
    """Those of what it registered, in its order; one that does not tell is left out."""
    told = (_told(plugin, thing) for thing in plugin.things.get("detector", ()))
    return tuple(one for one in told if isinstance(one, DetectorDefinition))


def _told(plugin: Plugin, thing: Any) -> Any:
    asked = Guarded(thing, BY_NAME["detector"], plugin) if plugin.active else thing
    try:
        return asked.definition
    except (Exception, SystemExit):  # noqa: BLE001 - one that has failed already may fail again
        return None
