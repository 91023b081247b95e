"""The recording of a call: where it is played from, and its picture."""

from typing import Any

from litestar import Response
from litestar.enums import MediaType

from revrise.apps.api.deps import App, By, Part
from revrise.apps.web.routing import get
from revrise.core.conversations.intake.sizes import MOST_CHANNELS
from revrise.services.calls.page import CallPage


@get("/calls/{call_id:str}/peaks")
def peaks(app: App, by: By, call_id: Part) -> Response[Any]:
    """The loudness of each channel along the call, for the player to draw."""
    return Response(
        {"channels": app.call_sounds.peaks(call_id, by)},
        media_type=MediaType.JSON,
        headers={"Cache-Control": "no-store"},
    )


def url(page: CallPage) -> str:
    """Where the recording can be played from, with ranges; empty where there is none to play."""
    if page.call.media_sha256 is None or not page.consent.words or page.heard == "none":
        return ""
    return f"/v1/calls/{page.call.id}/media"


def sides(page: CallPage) -> tuple[str, ...]:
    """The side heard on each channel; empty where that is both, or not known.

    A transcript may name any channel, however few its recording has.
    """
    words = page.transcript.transcript if page.transcript else None
    heard: dict[int, set[str]] = {}
    for one in words.utterances if words else ():
        if words and one.channel is not None:
            heard.setdefault(one.channel, set()).add(words.side(one.speaker))
    alone = {channel: next(iter(found)) for channel, found in heard.items() if len(found) == 1}
    count = min(max(heard, default=-1) + 1, MOST_CHANNELS)
    return tuple(alone.get(channel, "") for channel in range(count))


HANDLERS = [peaks]
