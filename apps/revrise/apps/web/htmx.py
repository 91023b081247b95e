"""What htmx asks and may be told, in one place, so that its version can change."""

from typing import Any

from litestar import Request, Response


def is_htmx(request: Request[Any, Any, Any]) -> bool:
    """Whether a script asks, not the address bar."""
    return request.headers.get("HX-Request") == "true"


def wants_part(request: Request[Any, Any, Any]) -> bool:
    """Whether only a part of the page will be replaced."""
    return is_htmx(request) and request.headers.get("HX-Request-Type") == "partial"


def go_to(response: Response[Any], path: str) -> None:
    """Makes the browser open a page."""
    response.headers["HX-Redirect"] = path
