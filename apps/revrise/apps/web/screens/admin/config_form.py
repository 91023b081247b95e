"""A plugin's settings as a form: made from its schema, checked against it."""

import os
import re
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.apps import settings as settings_module
from revrise.apps.api.deps import Web
from revrise.apps.web import forms
from revrise.apps.web.visit import words
from revrise.ports.catalogue import PluginState

_SECRET = re.compile(r"token|secret|passw|key$")
_TRUE = ("true", "1", "on", "yes")


@frozen
class Setting:
    """`value` is the one in force, `origin` where it is set: file | environment | default."""

    key: str
    kind: str
    help: str
    required: bool
    default: Any
    value: Any
    origin: str
    variable: str
    choices: Sequence[str] = ()

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The choices as a form takes them."""
        return [(one, one) for one in self.choices]

    @property
    def secret(self) -> bool:
        """Whether its value is never shown."""
        return bool(_SECRET.search(self.key))


def settings_of(state: PluginState) -> list[Setting]:
    """Every setting of a plugin."""
    schema = state.config or {"properties": {}, "required": []}
    table = settings_module.plugin_tables().get(state.id, {})
    return [
        _setting(state.id, key, field, table, required=key in schema["required"])
        for key, field in schema["properties"].items()
    ]


def checked(
    fields: Sequence[Setting], data: Mapping[str, Any], request: Web
) -> tuple[dict[str, Any], dict[str, str]]:
    """The typed values, and what is wrong with which."""
    _ = words(request)
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for field in fields:
        sent = forms.text(dict(data), field.key).strip()
        if not sent:
            if field.required and not field.secret:
                errors[field.key] = _("This setting is required.")
            continue
        try:
            values[field.key] = _typed(field, sent)
        except ValueError:
            errors[field.key] = {
                "integer": _("A whole number, please."),
                "number": _("A number, please."),
            }.get(field.kind, _("One of the choices, please."))
    return values, errors


def toml(plugin_id: str, fields: Sequence[Setting], values: Mapping[str, Any]) -> str:
    """The lines for the settings file; what is as by default is left out."""
    lines = [
        f"{field.key} = {_quoted(values[field.key])}"
        for field in fields
        if field.key in values and values[field.key] != field.default
    ]
    return "\n".join([f"[plugins.{plugin_id}]", *lines])


def _setting(
    plugin_id: str, key: str, field: Mapping[str, Any], table: Mapping[str, Any], *, required: bool
) -> Setting:
    variable = f"REVRISE_PLUGINS_{plugin_id}_{key}".upper().replace("-", "_")
    value, origin = field.get("default"), "default"
    if key in table:
        value, origin = table[key], "file"
    if variable in os.environ:
        value, origin = os.environ[variable], "environment"
    return Setting(
        key,
        "choice" if "enum" in field else str(field.get("type", "string")),
        str(field.get("description", "")),
        required,
        field.get("default"),
        value,
        origin,
        variable,
        [str(one) for one in field.get("enum", ())],
    )


def _typed(field: Setting, sent: str) -> Any:
    if field.kind == "integer":
        return int(sent)
    if field.kind == "number":
        return float(sent)
    if field.kind == "boolean":
        return sent.lower() in _TRUE
    if field.kind == "choice" and sent not in field.choices:
        raise ValueError(sent)
    return sent


def _quoted(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
