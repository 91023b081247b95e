"""Events as CloudEvents 1.0 in JSON."""

import json
from collections.abc import Mapping
from typing import Any

from revrise.core.events import Event

CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"


def cloud_event(tenant_id: str, event: Event, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The envelope; `data` is what the receiver may read of the event's."""
    return {
        "specversion": "1.0",
        "id": event.id,
        "source": f"/revrise/{tenant_id}",
        "type": f"revrise.{event.name}.v1",
        "subject": event.subject,
        "time": event.at.isoformat().replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "data": dict(data),
    }


def body(envelope: Mapping[str, Any]) -> bytes:
    """The bytes that are sent and signed: the same for the same envelope."""
    text = json.dumps(envelope, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode()
