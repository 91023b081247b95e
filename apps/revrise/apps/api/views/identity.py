"""Passwords, as they are sent."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Command, View

Password = Annotated[str, Meta(min_length=1, max_length=256, examples=["four unrelated words"])]


class NewPassword(Command):
    """A new password for oneself."""

    old: Password
    new: Password


class SecondFactor(View):
    """How your second factor stands."""

    on: bool
    since: datetime | None
    recovery_left: Annotated[int, Meta(description="Recovery codes that are left.")]
    required: Annotated[bool, Meta(description="A role of yours asks for one.")]
    waits: Annotated[bool, Meta(description="One waits for its first code.")]


class FactorStarted(View):
    """What an authenticator app is to be told; it counts once the first code came."""

    secret: str
    uri: Annotated[str, Meta(examples=["otpauth://totp/RevRise:nina?secret=…"])]
    picture: Annotated[str, Meta(description="The address as a QR code, in SVG.")]


class FirstCode(Command):
    """The code that the app shows now."""

    code: Annotated[str, Meta(min_length=6, max_length=20, examples=["492039"])]


class Proof(Command):
    """Your password; a code where you have none."""

    proof: Password


class RecoveryCodes(View):
    """Told once; each opens a log-in once."""

    codes: list[str]
