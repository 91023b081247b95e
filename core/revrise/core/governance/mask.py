"""Masks: the part of a cell that may be seen where the cell itself may not."""

from collections.abc import Callable, Mapping

SHOWN = "•••"


def _last4(text: str) -> str:
    return SHOWN + text[-4:] if len(text) > 8 else SHOWN  # noqa: PLR2004


def _initial(text: str) -> str:
    return text[:1] + SHOWN


def _present(_text: str) -> str:
    return SHOWN


# last4: the end of a number of more than 8 characters. initial: the first character. present:
# only that there is something. The SQL twin is `adapters.sql.masks`.
MASKS: Mapping[str, Callable[[str], str]] = {
    "last4": _last4,
    "initial": _initial,
    "present": _present,
}


def masked(kind: str, value: object) -> str | None:
    """A text behind a mask; None for what is missing or no text."""
    return MASKS[kind](value) if isinstance(value, str) else None
