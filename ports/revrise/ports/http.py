"""Calling addresses that somebody typed in, without being led astray."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from attrs import Factory, frozen

NOTHING: Mapping[str, str] = {}


@frozen
class HttpAnswer:
    """Status and headers (names in lower case); of the body only that it came."""

    status: int
    headers: Mapping[str, str]


@frozen
class HttpReply:
    """Status, what was answered up to the client's limit, and headers in lower case."""

    status: int
    body: bytes
    headers: Mapping[str, str] = Factory(dict)


class HttpClient(Protocol):
    """Sends to public addresses only, never follows anything, never waits long."""

    def check(self, url: str) -> None:
        """Raises Invalid for a URL that would never be called, saying why. Asks no name server."""
        ...

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> HttpAnswer:
        """The answer, whatever its status.

        Raises Retriable when none came in time, Refused when the name leads to an address that
        may not be called, Invalid as `check`.
        """
        ...


class Downloads(Protocol):
    """Fetches files from public addresses; never follows anything."""

    def check(self, url: str) -> None:
        """As `HttpClient.check`."""
        ...

    def fetch(self, url: str, most: int, headers: Mapping[str, str] = NOTHING) -> Iterator[bytes]:
        """The file in pieces, `most` bytes in all.

        Raises Retriable while the world fails, Fatal when the link leads elsewhere, is over or
        gives more than that, Refused and Invalid as `HttpClient.post`.
        """
        ...
