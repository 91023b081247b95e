"""Prometheus: requests by route, jobs, outbox, database pool. Opened by a token of its own."""

import hmac
import os
from collections.abc import Iterator
from time import perf_counter
from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get
from litestar.exceptions import NotAuthorizedException, NotFoundException
from prometheus_client import CollectorRegistry, Gauge, Histogram, generate_latest, multiprocess
from prometheus_client.exposition import CONTENT_TYPE_LATEST

if TYPE_CHECKING:
    from revrise.apps.assembly import RevRise

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
_SEVERAL = "PROMETHEUS_MULTIPROC_DIR"
_OWN = CollectorRegistry()
_REQUESTS = Histogram(
    "revrise_request_seconds",
    "How long requests took.",
    ("method", "route", "status"),
    buckets=_BUCKETS,
    registry=_OWN,
)
_UNDER_WAY = Gauge(
    "revrise_requests_under_way",
    "Requests being answered.",
    registry=_OWN,
    multiprocess_mode="livesum",
)


async def observed(application: Any, scope: Any, receive: Any, send: Any) -> None:
    """Answers a request and counts it under its route: a path with an id is no route."""
    began, status = perf_counter(), 500

    async def noted(message: Any) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        await send(message)

    _UNDER_WAY.inc()
    try:
        await application(scope, receive, noted)
    finally:
        _UNDER_WAY.dec()
        route = scope.get("path_template") or "none"
        labels = _REQUESTS.labels(scope["method"], route, f"{status // 100}xx")
        labels.observe(perf_counter() - began)


@get("/metrics", sync_to_thread=True, opt={"public": True})
def metrics(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Everything counted, for who has the token; without a token in the settings there is none."""
    app: RevRise = request.app.state["revrise"]
    token = app.settings.server.metrics_token
    if not token:
        raise NotFoundException
    given = request.headers.get("authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        raise NotAuthorizedException
    return Response(b"".join(_pages(app)), media_type=CONTENT_TYPE_LATEST)


def _pages(app: "RevRise") -> Iterator[bytes]:
    if _SEVERAL in os.environ:
        everybody = CollectorRegistry()
        multiprocess.MultiProcessCollector(everybody)  # type: ignore[no-untyped-call]
        yield generate_latest(everybody)
    else:
        yield generate_latest(_OWN)
    yield generate_latest(_state(app))


def _state(app: "RevRise") -> CollectorRegistry:
    """What the database says now; the same from every process."""
    registry, pulse = CollectorRegistry(), app.health.pulse()
    jobs = Gauge("revrise_jobs", "Jobs there are.", ("queue", "state"), registry=registry)
    for (queue, state), count in pulse.jobs.items():
        jobs.labels(queue, state).set(count)
    waits = Gauge("revrise_wait_seconds", "Longest wait.", ("of",), registry=registry)
    waits.labels("job").set(pulse.job_wait_s)
    waits.labels("event").set(pulse.event_wait_s)
    pool: Any = app.engine.pool
    connections = Gauge("revrise_database_connections", "Open.", ("state",), registry=registry)
    connections.labels("used").set(pool.checkedout())
    connections.labels("idle").set(pool.checkedin())
    return registry
