"""The review queue as a document: the shape that CLI and API share."""

from typing import Any

from attrs import asdict

from revrise.core.coaching.review_skip import ReviewSkip
from revrise.services.coaching.queue import Queue
from revrise.services.coaching.skipping import Skips


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


def skipped(one: ReviewSkip) -> dict[str, Any]:
    """A skip of the reader's own."""
    names = ("call_id", "coach_id", "at", "reason", "note")
    return {name: getattr(one, name) for name in names}


def all_skipped(found: Skips) -> dict[str, Any]:
    """Counts by reason and the newest of them."""
    return {"counts": found.counts, "items": [asdict(one) for one in found.rows]}
