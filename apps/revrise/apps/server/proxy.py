"""Where a request comes from, past the proxies that are ours."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from litestar.connection import ASGIConnection


def address(connection: "ASGIConnection[Any, Any, Any, Any]", proxies: int) -> str:
    """The caller's address.

    Each trusted proxy appends whom it heard; what stands further left is the caller's own claim.
    """
    peer = connection.client.host if connection.client else ""
    if proxies < 1:
        return peer
    heard = [*connection.headers.get("x-forwarded-for", "").split(","), peer]
    named = [one.strip() for one in heard if one.strip()]
    return named[max(0, len(named) - 1 - proxies)] if named else peer
