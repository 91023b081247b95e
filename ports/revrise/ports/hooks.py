"""The two markers of the plugin system; this module imports nothing of RevRise."""

from typing import Final

from pluggy import HookimplMarker, HookspecMarker

PROJECT: Final = "revrise"

hookspec: Final = HookspecMarker(PROJECT)
hookimpl: Final = HookimplMarker(PROJECT)
