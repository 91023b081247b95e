"""The review queue as a document: the shape that CLI and API share."""

from typing import Any

from attrs import asdict

from revrise.services.coaching.queue import Queue


def queued(found: Queue) -> dict[str, Any]:
    """The queue with its reasons and who is heard how often."""
    items = [asdict(one) for one in found.rows]
    for one in items:
        one.pop("waits")
    return {
        "formula": found.formula,
        "items": items,
        "total": found.total,
        "total_ms": found.total_ms,
        "reps": [asdict(one) for one in found.reps],
    }
