"""A plugin's settings as a form: made from its schema, with the values in force."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.apps.web.forms import Sent
from revrise.apps.web.i18n import Words
from revrise.ports.catalogue import PluginState, PluginValue

_TRUE = ("true", "1", "on", "yes")


@frozen
class Setting:
    """`kind` is string | integer | number | boolean | choice; the rest as of PluginValue."""

    key: str
    kind: str
    help: str
    required: bool
    value: Any
    below: Any
    origin: str
    variable: str
    secret: bool
    choices: Sequence[str] = ()

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The choices as a form takes them."""
        return [(one, one) for one in self.choices]

    @property
    def fixed(self) -> bool:
        """Whether the environment decides, whatever is stored."""
        return self.origin == "environment"


def settings_of(state: PluginState, values: Sequence[PluginValue]) -> list[Setting]:
    """Every setting of a plugin."""
    schema = state.config or {}
    fields = schema.get("properties", {})
    return [
        _setting(fields[one.key], one, required=one.key in schema.get("required", ()))
        for one in values
        if one.key in fields
    ]


def changed(
    fields: Sequence[Setting], form: Sent, _: Words
) -> tuple[dict[str, Any], dict[str, str]]:
    """What to store, and what is wrong with which; None takes a key back to file or default.

    An empty secret stays as it is; what is as it would be anyway is not stored.
    """
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for field in fields:
        typed = form.text(field.key)
        if field.fixed or (field.secret and not typed):
            continue
        try:
            value = _typed(field, typed) if typed or field.kind == "boolean" else None
        except ValueError:
            errors[field.key] = _wrong(field, _)
            continue
        values[field.key] = None if value == field.below and not field.secret else value
    for key in form.many("forget"):
        if any(one.key == key and one.secret for one in fields):
            values[key] = None
    return values, errors


def _setting(field: Mapping[str, Any], value: PluginValue, *, required: bool) -> Setting:
    return Setting(
        key=value.key,
        kind="choice" if "enum" in field else str(field.get("type", "string")),
        help=str(field.get("description", "")),
        required=required,
        value=value.value,
        below=value.below,
        origin=value.origin,
        variable=value.variable,
        secret=value.secret,
        choices=[str(one) for one in field.get("enum", ())],
    )


def _typed(field: Setting, text: str) -> Any:
    if field.kind == "integer":
        return int(text)
    if field.kind == "number":
        return float(text)
    if field.kind == "boolean":
        return text.lower() in _TRUE
    if field.kind == "choice" and text not in field.choices:
        raise ValueError(text)
    return text


def _wrong(field: Setting, _: Words) -> str:
    return {
        "integer": _("A whole number, please."),
        "number": _("A number, please."),
    }.get(field.kind, _("One of the choices, please."))
