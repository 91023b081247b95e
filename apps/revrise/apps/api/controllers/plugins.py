"""Plugins: how they do, and what a tenant decides about them."""

from typing import Any

from attrs import asdict

from revrise.apps.api.operation import Context, operation
from revrise.apps.api.views import plugins as views
from revrise.ports.catalogue import PluginState
from revrise.services.plugins.settings import ConfigurePlugin

TAG = "System"


@operation("GET /v1/plugins", tag=TAG, needs="plugin:read", answer=views.Plugins)
def list_plugins(context: Context) -> Any:
    """List plugins.

    Every one with its state; those not in use say why and what to do.
    """
    return {"items": [_plugin(state) for state in context.app.plugins.list(context.by)]}


@operation("GET /v1/plugins/{plugin_id}", tag=TAG, needs="plugin:read", answer=views.Plugin)
def get_plugin(context: Context, plugin_id: str) -> Any:
    """Show one plugin.

    With the JSON Schema of its settings.
    """
    return _plugin(context.app.plugins.show(plugin_id, context.by))


@operation(
    "GET /v1/plugins/{plugin_id}/settings",
    tag=TAG,
    needs="plugin_setting:read",
    answer=views.PluginSettings,
)
def get_plugin_settings(context: Context, plugin_id: str) -> Any:
    """Show a plugin's settings.

    Those that are stored and those in force, each with where it is from.
    """
    return _settings(context, plugin_id)


@operation(
    "PATCH /v1/plugins/{plugin_id}/settings",
    tag=TAG,
    needs="plugin:configure",
    answer=views.PluginSettings,
)
def configure_plugin(context: Context, plugin_id: str, body: views.ConfigurePlugin) -> Any:
    """Change a plugin's settings, or switch it on or off.

    In force at once. Unprocessable, naming the keys, where they would not do.
    """
    command = ConfigurePlugin(plugin_id, body.settings, body.enabled, body.version)
    context.app.plugin_settings.configure(command, context.by)
    return _settings(context, plugin_id)


@operation(
    "POST /v1/plugins/{plugin_id}/settings:restore",
    tag=TAG,
    needs="plugin:configure",
    answer=views.PluginSettings,
)
def restore_plugin_settings(context: Context, plugin_id: str, body: views.RestorePlugin) -> Any:
    """Put a plugin's earlier settings back.

    Those before the last change. Conflict where there are none.
    """
    context.app.plugin_settings.restore(plugin_id, body.version, context.by)
    return _settings(context, plugin_id)


def _plugin(state: PluginState) -> Any:
    """`selected` is for the pages: the API says it by the state."""
    return {name: one for name, one in _plain(asdict(state)).items() if name != "selected"}


def _settings(context: Context, plugin_id: str) -> Any:
    stored = context.app.plugin_settings.show(plugin_id, context.by)
    values = context.app.plugin_host.values(plugin_id)
    return {**_plain(asdict(stored)), "values": [asdict(one) for one in values]}


def _plain(value: Any) -> Any:
    """Mappings of a plugin's state as JSON takes them."""
    if hasattr(value, "items"):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
