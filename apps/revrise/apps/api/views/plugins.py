"""Plugins and their settings."""

from datetime import datetime
from typing import Annotated, Any

from msgspec import Meta, field

from revrise.apps.api.views.common import Command, Free, View


class Plugin(View):
    """A plugin and how it does."""

    id: str
    name: str
    state: Annotated[str, Meta(description="enabled, quarantined, blocked or disabled.")]
    version: str
    distribution: str
    api: str
    kinds: list[str]
    hooks: list[str]
    summary: str
    config: Annotated[Free | None, Meta(description="JSON Schema of its settings.")]
    code: str
    cause: str
    remedy: str
    docs: str
    stumbles: Annotated[int, Meta(description="Files it failed at since this process began.")]


class PluginValue(View):
    """A setting in force; `below` is what it is without a stored one."""

    key: str
    value: Annotated[Any, Meta(description="Null for a secret.")]
    origin: Annotated[str, Meta(description="default, file, stored or environment.")]
    variable: Annotated[str, Meta(description="The environment variable that decides it.")]
    below: Any
    secret: bool


class PluginSettings(View):
    """What is stored about a plugin, and what is in force."""

    id: str
    version: Annotated[int, Meta(description="0 before the first change.")]
    enabled: bool
    settings: Annotated[Free, Meta(description="Stored ones, without secrets.")]
    secrets: Annotated[list[str], Meta(description="Keys of secrets that are stored.")]
    restorable: bool
    changed_by: str
    changed_at: datetime | None
    values: list[PluginValue]


class ConfigurePlugin(Command):
    """Settings to store over file and default, on or off; what is left out stays."""

    settings: Annotated[
        Free,
        Meta(
            description="By key; null goes back to file or default. A secret is `env:NAME` or "
            "`file:/path`.",
            examples=[{"points": 120}],
        ),
    ] = field(default_factory=dict)
    enabled: Annotated[bool | None, Meta(description="Null leaves it.")] = None
    version: (
        Annotated[int, Meta(ge=0, description="The one you looked at; 0 before the first change.")]
        | None
    ) = None


class RestorePlugin(Command):
    """Which version you looked at."""

    version: Annotated[int, Meta(ge=0, description="Null: any.")] | None = None


class Plugins(View):
    """Every plugin, by id."""

    items: list[Plugin]
