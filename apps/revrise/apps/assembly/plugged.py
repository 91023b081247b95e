"""Plugins, as settings and the tenant want them at the moment."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define, field

from revrise.apps import settings as settings_module
from revrise.apps.settings import Settings
from revrise.ports.http import HttpReply

if TYPE_CHECKING:
    from revrise.adapters.plugins.host import Host
    from revrise.apps.assembly import RevRise
    from revrise.services.plugins.settings import StoredPlugins
    from revrise.services.rubrics.in_force import Published

_MOST = 8 << 20  # bytes of an answer to a plugin


def plugin_host(settings: Settings, secret: Callable[[str], str] = str) -> "Host":
    """What loads plugins by settings and environment."""
    from revrise.adapters.http.client import SafeHttp
    from revrise.adapters.plugins.discovery import discover
    from revrise.adapters.plugins.host import Host

    tables = settings_module.plugin_tables()
    calls = settings.plugin_calls
    hosts = tuple(one.strip().lower() for one in calls.hosts.split(",") if one.strip())
    http = SafeHttp(calls.private_hosts, calls.timeout_s, hosts=hosts, longest_answer=_MOST)

    def send(method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> HttpReply:
        answer, read = http.exchange(method, url, body, headers)
        return HttpReply(answer.status, read, answer.headers)

    files = SafeHttp(calls.private_hosts, settings.intake.fetch_s, hosts=hosts)
    found = discover(plugin_folder(settings))
    return Host(tables, os.environ, found, secret=secret, send=send, fetch=files.fetch)


def plugin_folder(settings: Settings) -> Path | None:
    """Where plugins of a single file are."""
    return Path(settings.plugin_folder) if settings.plugin_folder else None


@define
class Kept:
    """What the tenant decided about plugins; nothing while the database is empty or behind."""

    app: "RevRise"
    _stored: "StoredPlugins | None" = field(default=None, init=False)

    def version(self) -> object:
        """Changes with every decision."""
        return stored.version() if (stored := self._ready()) else None

    def everything(self) -> Mapping[str, Any]:
        """Each plugin's settings by its id."""
        return stored.all() if (stored := self._ready()) else {}

    def rubrics(self) -> "Published | None":
        """What the tenant published of its own; None as long as there is nowhere to keep it."""
        from revrise.services.rubrics.in_force import Published

        return Published(self.app.desk.store, self.app.settings.tenant) if self._ready() else None

    def _ready(self) -> "StoredPlugins | None":
        from revrise.services.plugins.settings import StoredPlugins

        if self._stored is None and self._up_to_date():
            self._stored = StoredPlugins(self.app.desk, self.app.settings.tenant)
        return self._stored

    def _up_to_date(self) -> bool:
        if not self.app.is_there:
            return False
        schema = self.app.schema()
        return bool(schema.current == schema.head)
