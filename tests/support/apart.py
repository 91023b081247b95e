"""What starts an event loop of its own, kept from the loop a browser test leaves behind."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def apart(step: Callable[[], T]) -> T:
    """The answer of `step`, run in a thread of its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(step).result()
