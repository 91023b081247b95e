"""Time and identity, injected so that every run can be repeated."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The present."""

    def now(self) -> datetime:
        """The current moment in UTC."""
        ...


class Ids(Protocol):
    """New names for new things."""

    def new(self, prefix: str) -> str:
        """A fresh id `prefix_<32 hex>` (UUIDv7): unique, ascending in time."""
        ...
