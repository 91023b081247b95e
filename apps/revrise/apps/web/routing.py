"""How pages are declared: away from the event loop, but for those that await something."""

from collections.abc import Callable, Mapping
from functools import wraps
from inspect import iscoroutinefunction, signature
from typing import Any, TypeVar

import litestar
from anyio import to_thread

Handler = Callable[..., Any]
T = TypeVar("T")


def get(path: str, **options: Any) -> Callable[[Handler], Any]:
    """Litestar's `get` for a page: all it reads is of one moment, and read once."""
    return lambda handler: litestar.get(path, **_apart(handler, options))(_in_one_moment(handler))


def post(path: str, **options: Any) -> Callable[[Handler], Any]:
    """Litestar's `post` for a form; `page` and `redirect` say the status."""
    return lambda handler: litestar.post(path, **_apart(handler, options))(handler)


async def threaded(work: Callable[[], T]) -> T:
    """Does what asks the database away from the event loop, for a page that awaits something."""
    return await to_thread.run_sync(work)


def _apart(handler: Handler, options: Mapping[str, Any]) -> dict[str, Any]:
    return dict(options) if iscoroutinefunction(handler) else {"sync_to_thread": True, **options}


def _in_one_moment(handler: Handler) -> Handler:
    if "app" not in signature(handler).parameters:
        return handler

    @wraps(handler)
    def answered(*args: Any, **named: Any) -> Any:
        with named["app"].store.moment():
            return handler(*args, **named)

    return answered
