"""The number of the request that work belongs to: its audit entry and its line in the log meet."""

from contextvars import ContextVar

_number: ContextVar[str] = ContextVar("request_number", default="")


def number() -> str:
    """The number; empty outside a request."""
    return _number.get()


def numbered(given: str) -> None:
    """What is done from here on, in this task and the threads it starts, belongs to a request."""
    _number.set(given)
