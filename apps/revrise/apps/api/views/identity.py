"""Passwords, as they are sent."""

from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Command

Password = Annotated[str, Meta(min_length=1, max_length=256, examples=["four unrelated words"])]


class NewPassword(Command):
    """A new password for oneself."""

    old: Password
    new: Password
