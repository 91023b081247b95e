"""From what a source sent to a call that comes in; its words are stored as a file."""

from typing import Any

import msgspec

from revrise.apps.api.views.intake import NewArrival
from revrise.core.conversations.canonical import parse
from revrise.core.conversations.intake.arrival import Party
from revrise.core.conversations.intake.began import began
from revrise.core.governance.actor import Actor
from revrise.services.intake.commands import Comes


def told(app: Any, body: NewArrival, by: Actor, message: str = "") -> Comes:
    """The command. Raises Invalid for words that are no canonical transcript, or no time."""
    at = began(body.started_at, app.desk.clock.now(), "started_at")
    sha256, name = None, body.file_name
    if body.transcript is not None:
        parse(body.transcript, "transcript")
        raw = msgspec.json.encode(body.transcript)
        sha256, name = app.blobs.put(by.tenant_id, [raw]).sha256, "transcript.json"
    return Comes(
        origin_id=body.id,
        started_at=at,
        title=body.title,
        parties=tuple(Party(one.name, one.email, one.phone, one.host) for one in body.participants),
        file_name=name,
        sha256=sha256,
        link=body.media_url,
        consent=body.consent,
        jurisdiction=body.jurisdiction,
        separately=body.separately,
        language=body.language,
        seller=body.seller,
        seller_channel=body.seller_channel,
        message=message,
    )
