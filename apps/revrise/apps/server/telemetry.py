"""OpenTelemetry, where the usual OTEL_… variables ask for it."""

import os
from typing import Any

from revrise.core.errors import Misconfigured

_ASKS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_UNTRACED = "health/.*,static/.*,metrics"


def wanted() -> bool:
    """Whether an endpoint is named and tracing is not switched off."""
    off = os.environ.get("OTEL_SDK_DISABLED", "").lower() == "true"
    return not off and any(os.environ.get(name) for name in _ASKS)


def traced(application: Any, exporter: Any = None) -> Any:
    """The application with a span a request, sent to where OTEL_… says.

    Spans name method, route and status; no query, no body, no header. Raises Misconfigured
    where the extra is missing.
    """
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ModuleNotFoundError as error:
        raise Misconfigured(
            f"{error.name} is not installed", culprit=_ASKS[0], remedy="pip install 'revrise[otel]'"
        ) from None
    provider = TracerProvider(resource=Resource.create({"service.name": _name()}))
    provider.add_span_processor(BatchSpanProcessor(exporter or OTLPSpanExporter()))
    return OpenTelemetryMiddleware(
        _named(application),
        excluded_urls=_UNTRACED,
        tracer_provider=provider,
        exclude_spans=["receive", "send"],
        server_request_hook=_forget_query,
    )


def _name() -> str:
    return os.environ.get("OTEL_SERVICE_NAME", "revrise")


def _named(application: Any) -> Any:
    """Only when it has been answered is it known which route a request took."""
    from opentelemetry.trace import get_current_span

    async def call(scope: Any, receive: Any, send: Any) -> None:
        try:
            await application(scope, receive, send)
        finally:
            if scope["type"] == "http":
                route = scope.get("path_template", "")
                span = get_current_span()
                span.update_name(f"{scope['method']} {route}".strip())
                span.set_attribute("http.route", route)

    return call


def _forget_query(span: Any, scope: Any) -> None:
    """Invitations carry their token in the query: it is nobody's to trace."""
    if span and span.is_recording():
        for name in ("http.url", "url.full", "http.target", "url.query"):
            span.set_attribute(name, scope["path"] if name != "url.query" else "")
