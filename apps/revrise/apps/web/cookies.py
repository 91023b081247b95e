"""Small cookies of pages: what was chosen, what the last change had to say."""

from typing import Any

from litestar import Request
from litestar.datastructures import Cookie


def small(
    request: Request[Any, Any, Any], name: str, value: str, max_age: int, *, httponly: bool = False
) -> Cookie:
    """A cookie for this host; where browsers come by https, to us or to a proxy, for https only."""
    revrise = request.app.state.get("revrise")
    public = revrise.settings.server.public_url if revrise else ""
    return Cookie(
        key=name,
        value=value,
        max_age=max_age,
        path="/",
        httponly=httponly,
        samesite="lax",
        secure=request.url.scheme == "https" or public.startswith("https://"),
    )
