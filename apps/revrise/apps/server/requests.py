"""A request's number, and the line about it in the log: who, what, how it ended, how long.

Neither bodies nor query strings nor headers are written: they may hold secrets and names.
"""

import logging
import re
from time import perf_counter
from typing import Any
from uuid import uuid4

import structlog

from revrise.core.governance.request import numbered

_GIVEN = re.compile(rb"[A-Za-z0-9_-]{8,64}")
_QUIET = ("/health/", "/static/", "/metrics")
_log: Any = structlog.get_logger("revrise.request")


def begin(scope: Any) -> None:
    """Numbers a request: with the caller's number where it is one, so that traces meet."""
    state = scope.setdefault("state", {})
    given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
    state["request_id"] = given.decode() if _GIVEN.fullmatch(given) else uuid4().hex
    numbered(state["request_id"])
    state["began"] = perf_counter()


async def mark(message: Any, scope: Any) -> None:
    """Before an answer is sent: its number and rate on it, and the line in the log."""
    if message["type"] != "http.response.start":
        return
    state = scope["state"]
    message["headers"] = [*message["headers"], *_own(state)]
    if logging.getLogger("revrise.request").isEnabledFor(logging.INFO):
        _write(scope, state, message["status"])


def _own(state: Any) -> list[tuple[bytes, bytes]]:
    found = [(b"x-request-id", str(state.get("request_id", "")).encode())]
    if "rate" in state:
        policy, left = state["rate"]
        found += [(b"ratelimit-policy", policy.encode()), (b"ratelimit", left.encode())]
    return found


def _write(scope: Any, state: Any, status: int) -> None:
    if scope["path"].startswith(_QUIET):
        return
    _log.info(
        "request",
        request_id=state.get("request_id"),
        method=scope["method"],
        path=scope["path"],
        operation=state.get("operation"),
        status=status,
        ms=round((perf_counter() - state["began"]) * 1_000, 1) if "began" in state else None,
        actor=state.get("actor_id"),
    )
