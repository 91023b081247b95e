"""What a fault of a plugin costs: its use, or the one file it was asked about."""

from typing import Any

from revrise.adapters.plugins.failures import Failure
from revrise.adapters.plugins.plugin import Plugin
from revrise.ports.catalogue import PluginFailed

# So much of a cause is logged, in characters: it may hold words of a call.
_SAID = 500


def taken_out(plugin: Plugin, code: str, cause: str, remedy: str) -> PluginFailed:
    """Quarantines the plugin, says so in the log, and returns the error for who called it."""
    plugin.quarantine(Failure(code, cause, remedy))
    log = _log()
    log.warning("plugin taken out of use", plugin=plugin.id, code=code)
    log.debug("why it was taken out of use", plugin=plugin.id, cause=cause[:_SAID])
    return failed(plugin)


def stumbled(plugin: Plugin, code: str, cause: str) -> PluginFailed:
    """The error that costs one file, not all that come after it; it is counted."""
    times, log = plugin.stumble(), _log()
    log.warning("plugin stumbled over a file", plugin=plugin.id, code=code, times=times)
    log.debug("why it stumbled", plugin=plugin.id, cause=cause[:_SAID])
    return PluginFailed(plugin.id, code, cause, "report it to the plugin's author, with the file")


def failed(plugin: Plugin) -> PluginFailed:
    """The error that tells a caller what the plugin's failure was."""
    failure = plugin.failure
    if failure is None:
        raise AssertionError(f"plugin {plugin.id} has not failed")
    return PluginFailed(plugin.id, failure.code, failure.cause, failure.remedy)


def _log() -> Any:
    import structlog

    return structlog.get_logger("revrise.plugins")
