"""`OPTIONS /v1/call-uploads`: what of tus is spoken here, told to anybody."""

from litestar import Request
from litestar.handlers import HTTPRouteHandler
from litestar.response.base import ASGIResponse

from revrise.apps.api.uploads import checksums, tus


async def _tell(request: Request) -> ASGIResponse:  # type: ignore[type-arg]
    most = request.app.state["revrise"].settings.server.upload_mb << 20
    headers = {
        "Tus-Resumable": tus.VERSION,
        "Tus-Version": tus.VERSION,
        "Tus-Extension": tus.EXTENSIONS,
        "Tus-Checksum-Algorithm": ",".join(checksums.ALGORITHMS),
        "Tus-Max-Size": str(most),
        "Allow": "OPTIONS, POST",
    }
    return ASGIResponse(status_code=204, headers=headers)


HANDLERS = [
    HTTPRouteHandler(
        "/v1/call-uploads",
        http_method="OPTIONS",
        status_code=200,
        opt={"public": True, "api": True},
    )(_tell)
]
