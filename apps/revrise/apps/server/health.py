"""Whether this process lives, whether it can serve, how the plugins are."""

import hmac
from collections.abc import Callable
from typing import Any

from litestar import Response, get

from revrise.apps.api.deps import App, Web
from revrise.apps.assembly import RevRise
from revrise.core.errors import RevRiseError

_SLOW_S = 60.0
_PUBLIC = {"public": True}
Found = dict[str, Any]


@get("/health/live", sync_to_thread=False, opt=_PUBLIC)
def live() -> Found:
    """The process answers; that says nothing of what it needs."""
    return {"status": "ok"}


@get("/health/ready", sync_to_thread=True, opt=_PUBLIC)
def ready(request: Web, app: App) -> Response[Found]:
    """Database and schema are there; 503 where they are not.

    A slow queue is told, but no reason to send requests elsewhere. Strangers are told no more
    than the status.
    """
    checks = {name: _tried(check, app) for name, check in _CHECKS.items()}
    able = all(one["status"] != "fails" for one in checks.values())
    slow = any(one["status"] == "slow" for one in checks.values())
    status = "slow" if able and slow else "ok" if able else "fails"
    told = {"status": status, "checks": checks} if _known(request, app) else {"status": status}
    return Response(told, status_code=200 if able else 503)


@get("/health/plugins", sync_to_thread=True, opt=_PUBLIC)
def plugins(request: Web, app: App) -> Response[Found]:
    """How many plugins are in use, and which are out with which code; 503 where one is out."""
    states = app.catalogue.states()
    out = [
        {"id": one.id, "state": one.state, "code": one.code}
        for one in states
        if one.state in ("quarantined", "blocked")
    ]
    enabled = sum(one.state == "enabled" for one in states)
    found: Found = {"status": "fails" if out else "ok"}
    if _known(request, app):
        found |= {"enabled": enabled, "out": out}
    return Response(found, status_code=503 if out else 200)


def _known(request: Web, app: RevRise) -> bool:
    """Whether somebody asks who is logged in, or who watches with the token of the settings."""
    token = app.settings.server.metrics_token
    given = request.headers.get("authorization", "")
    watches = bool(token) and hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    return watches or request.scope.get("user") is not None


def _database(app: RevRise) -> Found:
    state = app.schema()
    if state.behind or state.current is None:
        return {"status": "fails", "schema": state.current, "needs": state.head}
    return {"status": "ok", "schema": state.current}


def _queue(app: RevRise) -> Found:
    pulse = app.health.pulse()
    slow = max(pulse.job_wait_s, pulse.event_wait_s) > _SLOW_S
    return {
        "status": "slow" if slow else "ok",
        "job_wait_s": round(pulse.job_wait_s, 1),
        "event_wait_s": round(pulse.event_wait_s, 1),
    }


_CHECKS: dict[str, Callable[[RevRise], Found]] = {"database": _database, "queue": _queue}


def _tried(check: Callable[[RevRise], Found], app: RevRise) -> Found:
    """Says that it fails, not why: the reason may name hosts, and is in the log."""
    try:
        return check(app)
    except RevRiseError as error:
        return {"status": "fails", "error": type(error).__name__}


HANDLERS = [live, ready, plugins]
