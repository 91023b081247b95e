"""Secrets by reference: where they are kept, not what they are."""

import os
from pathlib import Path

from revrise.core.errors import Misconfigured


def resolved(value: str) -> str:
    """The secret behind `env:NAME` or `file:/path`; any other value is itself.

    Raises Misconfigured, without the secret, where there is none.
    """
    kind, _, place = value.partition(":")
    if kind == "env":
        found = os.environ.get(place)
        if found is None:
            raise Misconfigured("is not set", culprit=place, remedy="set it in the environment")
        return found
    if kind == "file":
        try:
            return Path(place).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise Misconfigured(
                f"cannot be read: {type(error).__name__}", culprit=place, remedy="name a text file"
            ) from None
    return value
