"""Settings: defaults < revrise.toml < environment < files the environment names < command line.

A setting `name` of the section `[revrise]` is `REVRISE_NAME` in the environment, or
`REVRISE_NAME_FILE`, a file that holds it (for secrets). Plugins have `[plugins.<id>]`.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from attrs import field, fields_dict, frozen

from revrise.apps.sections import (
    Audit,
    BlobStore,
    Identity,
    Intake,
    Jobs,
    Keep,
    Notify,
    Oidc,
    PluginCalls,
    Privacy,
    Server,
    Speech,
    Vault,
    Webhooks,
)
from revrise.core.errors import Misconfigured

__all__ = [
    "PREFIX",
    "SECRETS",
    "SECTION",
    "SECTIONS",
    "Audit",
    "BlobStore",
    "Identity",
    "Jobs",
    "Notify",
    "Oidc",
    "PluginCalls",
    "Server",
    "Setting",
    "Settings",
    "Speech",
    "Vault",
    "Webhooks",
    "data_folder",
    "files",
    "load",
    "origins",
    "plugin_tables",
]
SECTION, PREFIX = "revrise", "REVRISE_"
SECTIONS = (SECTION, "plugins")
SECRETS = frozenset(
    {
        "database_url",
        "blobs.access_key",
        "blobs.secret_key",
        "server.metrics_token",
        "oidc.client_secret",
        "audit.signing_key",
        "vault.key",
        "speech.endpoint_key",
    }
)

# Setting → what it may be, and that in words.
_ALLOWED = (
    ("tenant", r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}", "use letters, digits, _ and -"),
    ("currency", r"[A-Z]{3}", "use an ISO 4217 code, e.g. CNY"),
    ("locale", r"en|zh", "use en or zh"),
    ("log_level", r"(?i:debug|info|warning|error)", "use debug, info, warning or error"),
)


def data_folder() -> Path:
    """The user's data folder by the XDG convention."""
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "revrise"


def files() -> list[Path]:
    """The settings files there may be, weakest first."""
    config = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return [
        Path("/etc/revrise/revrise.toml"),
        Path(config) / "revrise" / "revrise.toml",
        Path("revrise.toml"),
    ]


@frozen
class Settings:
    """What a deployment may change."""

    database_url: str = field(default="", metadata={"help": "sqlite:///FILE or postgresql://…"})
    data_dir: str = field(default="", metadata={"help": "where files and the SQLite database go"})
    tenant: str = field(default="local", metadata={"help": "the organisation's id"})
    organisation: str = field(default="My organisation", metadata={"help": "its name, at set-up"})
    currency: str = field(default="USD", metadata={"help": "its currency, at set-up"})
    locale: str = field(default="en", metadata={"help": "its language, at set-up: en | zh"})
    plugin_folder: str = field(default="", metadata={"help": "folder of single-file plugins"})
    log_level: str = field(default="warning", metadata={"help": "debug | info | warning | error"})
    clock_shift_s: float = field(default=0.0, metadata={"help": "seconds added to now, for demos"})
    log_json: bool = field(default=False, metadata={"help": "log entries as JSON"})
    speech: Speech = field(factory=Speech)
    jobs: Jobs = field(factory=Jobs)
    blobs: BlobStore = field(factory=BlobStore)
    vault: Vault = field(factory=Vault)
    server: Server = field(factory=Server)
    webhooks: Webhooks = field(factory=Webhooks)
    intake: Intake = field(factory=Intake)
    plugin_calls: PluginCalls = field(factory=PluginCalls)
    notify: Notify = field(factory=Notify)
    keep: Keep = field(factory=Keep)
    privacy: Privacy = field(factory=Privacy)
    identity: Identity = field(factory=Identity)
    oidc: Oidc = field(factory=Oidc)
    audit: Audit = field(factory=Audit)

    @property
    def folder(self) -> Path:
        """The data folder."""
        return Path(self.data_dir) if self.data_dir else data_folder()

    @property
    def database(self) -> str:
        """The database's URL."""
        return self.database_url or f"sqlite:///{self.folder / 'revrise.sqlite'}"


@frozen
class Setting:
    """One value and where it came from; secrets are masked."""

    name: str
    value: str
    origin: str
    help: str


def load() -> Settings:
    """The settings in force. Raises Misconfigured naming file and key."""
    found = _loaded()
    for name, allowed, remedy in _ALLOWED:
        value = getattr(found, name)
        if not re.fullmatch(allowed, value):
            raise Misconfigured(f"cannot be {value!r}", culprit=name, remedy=remedy)
    return found


def origins() -> list[Setting]:
    """Every setting with the place that decides it, those no `load` would accept too."""
    _loaded()
    given = _given()
    found = {option.path: (option.default, "default") for option in _state().options}
    found |= {path: (one.value, _origin(path, one.loader_meta.name)) for path, one in given.items()}
    return [Setting(at, _shown(at, one), by, _help(at)) for at, (one, by) in found.items()]


def plugin_tables() -> dict[str, Any]:
    """The tables `[plugins.<id>]` of all settings files, later files winning by key."""
    merged: dict[str, Any] = {}
    for path in files():
        if path.is_file():
            for plugin_id, table in _toml(path).get("plugins", {}).items():
                merged.setdefault(plugin_id, {}).update(table)
    return merged


def _loaded() -> Settings:
    import typed_settings as ts
    from typed_settings.exceptions import TsError

    try:
        for path in files():
            if path.is_file():
                _known_sections(path)
        found: Settings = ts.convert(_given(), _state())
    except (TsError, OSError) as error:
        raise _misconfigured(error) from None
    return found


@cache
def _state() -> Any:
    """What typed-settings knows of `Settings`; it reads our source for it, which takes long."""
    from typed_settings import SettingsState, default_converter

    return SettingsState(Settings, (), (), default_converter(), Path())


def _given() -> dict[str, Any]:
    """Path → the value that decides and where it came from, for all that is not left out."""
    from typed_settings.types import LoadedValue

    found: dict[str, Any] = {}
    for loader in _loaders():
        loaded = loader(Settings, _state().options)
        for part in loaded if isinstance(loaded, list) else [loaded]:
            for path in _state().options_by_path:
                value = _at(part.settings, path)
                if value is not None:
                    found[path] = LoadedValue(value, part.meta)
    return found


def _known_sections(path: Path) -> None:
    for name in _toml(path):
        if name not in SECTIONS:
            raise Misconfigured(
                f"unknown section [{name}]",
                culprit=str(path),
                remedy=f"use {' or '.join(SECTIONS)}",
            )


def _loaders() -> list[Any]:
    import typed_settings as ts

    return [
        ts.FileLoader({"*.toml": ts.TomlFormat(SECTION)}, files()),
        ts.EnvLoader(PREFIX),
        _secret_files,
    ]


def _secret_files(_: type, options: Any) -> Any:
    from typed_settings.types import LoadedSettings, LoaderMeta

    found: dict[str, Any] = {}
    for option in options:
        name = f"{PREFIX}{option.path.replace('.', '_').upper()}_FILE"
        if name in os.environ:
            inner = found
            *parents, last = option.path.split(".")
            for parent in parents:
                inner = inner.setdefault(parent, {})
            inner[last] = _secret(name)
    return LoadedSettings(found, LoaderMeta("*_FILE"))


def _secret(variable: str) -> str:
    try:
        return Path(os.environ[variable]).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(
            f"the file cannot be read: {error}", culprit=variable, remedy="name a text file"
        ) from None


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise _misconfigured(error, str(path)) from None


def _misconfigured(error: Exception, culprit: str = "settings") -> Misconfigured:
    lines = " ".join(str(error).split())
    return Misconfigured(lines, culprit=culprit, remedy="see `revrise config show --origin`")


def _help(path: str) -> str:
    kind: Any = Settings
    for part in path.split("."):
        described = fields_dict(kind)[part]
        kind = described.type
    return str(described.metadata.get("help", ""))


def _at(settings: Mapping[str, Any], path: str) -> Any:
    value: Any = settings
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _origin(path: str, loader: str) -> str:
    variable = f"{PREFIX}{path.replace('.', '_').upper()}"
    if loader.startswith("FileLoader["):
        return loader.removeprefix("FileLoader[").rstrip("]")
    return f"{variable}_FILE" if loader == "*_FILE" else variable


def _shown(path: str, value: Any) -> str:
    if path not in SECRETS or not value:
        return str(value)
    if not path.endswith("_url"):
        return "***"
    head, _, tail = str(value).rpartition("@")
    shown = f"{head.split('://', maxsplit=1)[0]}://***@{tail}" if head else str(value)
    return re.sub(r"(?i)(\w*passw\w*=)[^&]*", r"\1***", shown)
