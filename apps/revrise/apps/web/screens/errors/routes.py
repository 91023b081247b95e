"""Error pages have no address of their own; they stand where the page would have."""

from typing import Any

HANDLERS: list[Any] = []
