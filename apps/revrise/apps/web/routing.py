"""How pages are declared."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any

import litestar

Handler = Callable[..., Any]


def get(path: str, **options: Any) -> Callable[[Handler], Any]:
    """Litestar's `get` for a page: all it reads is of one moment, and read once."""
    declare = litestar.get(path, **options)
    return lambda handler: declare(_in_one_moment(handler))


def _in_one_moment(handler: Handler) -> Handler:
    if "app" not in signature(handler).parameters:
        return handler

    @wraps(handler)
    def answered(*args: Any, **named: Any) -> Any:
        with named["app"].store.moment():
            return handler(*args, **named)

    return answered
