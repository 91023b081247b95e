"""Logging in by a provider outside."""

from collections.abc import Mapping
from typing import Protocol

from attrs import field, frozen

from revrise.core.identity.outside import OutsideUser


@frozen
class Handshake:
    """What one log-in is recognised by, from its start to its end; unguessable but the address."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    comes_back_to: str = ""


class IdentityProvider(Protocol):
    """Somebody else who knows our people, e.g. by OpenID Connect."""

    def start(self, handshake: Handshake) -> str:
        """The address to send the browser to. Raises Retriable while the provider is away."""
        ...

    def finish(self, handshake: Handshake, answer: Mapping[str, str]) -> OutsideUser:
        """Whom the provider vouches for, by what the browser brought back.

        Raises Refused where anything is not as it has to be, Retriable while the provider is away.
        """
        ...
