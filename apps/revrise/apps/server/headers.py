"""The headers every answer carries, pages and API alike."""

from collections.abc import Mapping
from typing import Any

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{nonce}; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; media-src 'self' blob:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(self)",
}


def headers(nonce: str = "", *, encrypted: bool = False) -> Mapping[str, str]:
    """The headers of one answer. `nonce` is the one its page allows styles by."""
    allowed = f" 'nonce-{nonce}'" if nonce else ""
    found = {**_ALWAYS, "content-security-policy": _POLICY.format(nonce=allowed)}
    if encrypted:
        found["strict-transport-security"] = "max-age=31536000; includeSubDomains"
    return found


async def harden(message: Any, scope: Any) -> None:
    """Puts them on an answer about to be sent; what a handler set itself stays.

    Errors of the router carry them too, so this runs for every message of the application.
    """
    if message["type"] != "http.response.start":
        return
    present = {name.lower() for name, _ in message["headers"]}
    wanted = dict(headers(scope.get("rr.nonce", ""), encrypted=_encrypted(scope)))
    wanted["cache-control"] = "no-store"
    message["headers"] = [
        *message["headers"],
        *(
            (name.encode(), value.encode())
            for name, value in wanted.items()
            if name.encode() not in present
        ),
    ]


def _encrypted(scope: Any) -> bool:
    """Whether browsers come by https: to us, or to the proxy in front of us."""
    known = scope["litestar_app"].state.get("gatehouse")
    return scope["scheme"] == "https" or (known is not None and known.cookie.encrypted)
