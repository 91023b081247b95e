"""Adapters that need an extra: imported when asked for, with the way out where it is missing."""

from functools import cache
from importlib import import_module
from typing import Any

from revrise.core.errors import Misconfigured


@cache
def extra(module: str, name: str) -> Any:
    """A module of ours that needs the extra `name`. Raises Misconfigured where that is missing."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("revrise"):
            raise
        raise Misconfigured(
            f"{error.name} is not installed", remedy=f"pip install 'revrise[{name}]'"
        ) from None
