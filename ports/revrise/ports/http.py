"""Calling addresses that somebody typed in, without being led astray."""

from collections.abc import Mapping
from typing import Protocol

from attrs import frozen


@frozen
class HttpAnswer:
    """Status and headers (names in lower case); of the body only that it came."""

    status: int
    headers: Mapping[str, str]


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
