"""The recording of a call: where it is played from, and its picture."""

from typing import Any

from litestar import Response
from litestar.enums import MediaType

from revrise.apps.api.deps import App, By, Part
from revrise.apps.web.routing import get
from revrise.services.calls.page import CallPage


@get("/calls/{call_id:str}/peaks", sync_to_thread=True)
def peaks(app: App, by: By, call_id: Part) -> Response[Any]:
    """The loudness of each channel along the call, for the player to draw."""
    return Response(
        {"channels": app.call_sounds.peaks(call_id, by)},
        media_type=MediaType.JSON,
        headers={"Cache-Control": "private, max-age=3600"},
    )


def url(page: CallPage) -> str:
    """Where the recording can be played from, with ranges; empty where there is none to play."""
    if page.call.media_sha256 is None or not page.consent.words or page.heard == "none":
        return ""
    return f"/v1/calls/{page.call.id}/media"


HANDLERS = [peaks]
