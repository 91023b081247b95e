"""All a plugin gets of the host: never a database, a request or the secret store."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from revrise.ports.http import HttpReply
from revrise.ports.speech import Transcriber


class Tools(Protocol):
    """What the host hands to doors and observers; one of its own for each plugin."""

    @property
    def plugin_id(self) -> str:
        """Whose tools these are."""
        ...

    def secret(self, name: str) -> str:
        """A secret the manifest declares.

        Raises Refused for an undeclared name, Misconfigured where the operator set none.
        """
        ...

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> HttpReply:
        """Sends to an address from the plugin's settings; nothing is followed, all is bounded.

        Where the manifest declares hosts in `network`, it calls no others.

        Raises Retriable when no answer came in time, Refused for an address the operator does not
        let plugins call (private ones, unless `plugin_calls.private_hosts` is set), Invalid for
        no URL.
        """
        ...

    def get(self, url: str, headers: Mapping[str, str]) -> HttpReply:
        """Asks an address; as `post`, without a body."""
        ...

    def fetch(self, url: str, headers: Mapping[str, str], most: int) -> Iterator[bytes]:
        """A file in pieces, `most` bytes in all, for what no answer holds; hosts as `post`.

        Raises Retriable while the world fails, Fatal when the address gives no file, leads
        elsewhere or gives more; Refused and Invalid as `post`.
        """
        ...

    def apart(self, make: Callable[[], Transcriber], silence_s: float = 300.0) -> Transcriber:
        """The transcriber that `make` makes, run in a process of its own beside the worker.

        One that crashes, or says nothing for `silence_s` seconds, ends that process alone: the
        recording is tried again, other calls go on. There is a process for each recording heard
        at once; it stays for the next one, its model loaded. `make` is pickled and cheap; it is
        called here too, for `id` and `check`. What only this process holds is not in that one.

        Raises Misconfigured for what another process cannot make: that of a plugin of a single
        file, a lambda, what holds `tools`.
        """
        ...

    def log(self, message: str, **data: Any) -> None:
        """Writes a line to the host's log, marked with the plugin's id. No personal data."""
        ...
