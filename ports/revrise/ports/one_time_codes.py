"""Codes that change every half minute, by a secret that the person's app knows too."""

from datetime import datetime
from typing import Protocol


class OneTimeCodes(Protocol):
    """Time-based one-time passwords (RFC 6238) of six digits."""

    def new_secret(self) -> str:
        """A fresh secret of 160 bits, as text in base 32."""
        ...

    def step(self, secret: str, code: str, at: datetime) -> int | None:
        """The time step a code belongs to, if it is right now or half a minute around it."""
        ...

    def uri(self, secret: str, account: str, issuer: str) -> str:
        """The `otpauth://` address that apps read."""
        ...

    def picture(self, uri: str) -> str:
        """The address as a QR code: an SVG document, dark on white."""
        ...
