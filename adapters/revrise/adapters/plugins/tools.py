"""The façade of the host that one plugin is handed."""

import sys
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from importlib.machinery import PathFinder
from pathlib import Path
from pickletools import genops
from typing import Any, NoReturn
from urllib.parse import urlsplit

from attrs import field, frozen

from revrise.core.errors import Misconfigured, Refused
from revrise.ports.http import HttpReply
from revrise.ports.speech import Transcriber

Send = Callable[[str, str, bytes | None, Mapping[str, str]], HttpReply]

Fetch = Callable[[str, int, Mapping[str, str]], Iterator[bytes]]


@frozen
class PluginTools:
    """Secrets the manifest declares, from `REVRISE_SECRET_<ID>_<NAME>` or `…_FILE`; a log."""

    plugin_id: str
    declared: tuple[str, ...]
    _environ: Mapping[str, str] = field(repr=False)
    _send: Send | None = field(default=None, repr=False)
    network: tuple[str, ...] = ()
    _fetch: Fetch | None = field(default=None, repr=False)

    def __reduce__(self) -> NoReturn:
        """They hold secrets, which no other process gets by them."""
        raise TypeError("a plugin's tools stay in their process")

    def secret(self, name: str) -> str:
        """A declared secret. Raises Refused when undeclared, Misconfigured when not set."""
        if name not in self.declared:
            raise Refused(
                f"the secret {name!r} is not declared",
                culprit=f"plugin {self.plugin_id}",
                remedy=f'add "{name}" to secrets in its manifest',
            )
        variable = f"REVRISE_SECRET_{self.plugin_id}_{name}".replace("-", "_").upper()
        if variable in self._environ:
            return self._environ[variable]
        if f"{variable}_FILE" in self._environ:
            return _read(f"{variable}_FILE", self._environ[f"{variable}_FILE"])
        raise Misconfigured(
            "the secret is not set", culprit=variable, remedy=f"set {variable} or {variable}_FILE"
        )

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> HttpReply:
        """See Tools."""
        return self._called("POST", url, body, headers)

    def get(self, url: str, headers: Mapping[str, str]) -> HttpReply:
        """See Tools."""
        return self._called("GET", url, None, headers)

    def fetch(self, url: str, headers: Mapping[str, str], most: int) -> Iterator[bytes]:
        """See Tools."""
        if self._fetch is None:
            raise self._alone()
        self._let(url)
        return self._fetch(url, most, headers)

    def _called(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]
    ) -> HttpReply:
        if self._send is None:
            raise self._alone()
        self._let(url)
        return self._send(method, url, body, headers)

    def _alone(self) -> Refused:
        return Refused(
            "plugins call nobody here",
            culprit=f"plugin {self.plugin_id}",
            remedy="load it in a running RevRise",
        )

    def _let(self, url: str) -> None:
        if self.network and not _declared(url, self.network):
            raise Refused(
                "this host is not declared",
                culprit=f"plugin {self.plugin_id}",
                remedy="add it to network in its manifest",
            )

    def apart(self, make: Callable[[], Transcriber], silence_s: float = 300.0) -> Transcriber:
        """See Tools."""
        from revrise.adapters.apart.transcriber import ApartTranscriber

        if not _travels(make):
            raise Misconfigured(
                "another process cannot make this transcriber",
                culprit=f"plugin {self.plugin_id}",
                remedy="give a function or class of an installed package, and what can be pickled",
            )
        return ApartTranscriber(make, silence_s)

    def log(self, message: str, **data: Any) -> None:
        """Writes a line marked with the plugin's id."""
        import structlog

        structlog.get_logger("revrise.plugins").info(message, plugin=self.plugin_id, **data)


def _travels(make: Callable[[], Any]) -> bool:
    """Whether a new process can make it: plugins of a single file are modules of this one only."""
    from multiprocessing.reduction import ForkingPickler  # what hands it to that process

    try:
        raw = bytes(ForkingPickler.dumps(make))
    except Exception:  # noqa: BLE001  # whatever it holds that cannot leave
        return False
    modules = {text for op, text, _ in genops(raw) if isinstance(text, str)} & set(sys.modules)
    return all(_importable(name) for name in modules)


def _importable(module: str) -> bool:
    root = module.partition(".")[0]
    return root in sys.builtin_module_names or PathFinder.find_spec(root) is not None


def _declared(url: str, network: tuple[str, ...]) -> bool:
    """Whether a URL's host, with or without its port, is one of those declared."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 443
    except ValueError:
        return False
    names = (host, f"{host}:{port}")
    return any(fnmatchcase(name, one) for name in names for one in network)


def _read(variable: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise Misconfigured(
            f"cannot read {path}: {error.strerror}", culprit=variable, remedy="mend the path"
        ) from None
