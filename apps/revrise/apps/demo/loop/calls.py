"""How many calls there are, and why some were not analysed."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from revrise.core.conversations.call import Call
from revrise.core.governance.actor import Actor
from revrise.services.desk import Desk


def count_calls(desk: Desk, by: Actor) -> Mapping[str, Any]:
    """Counts by state; `blocked_because` says for whose word each blocked one waits."""
    with desk.store.read(by) as work:
        rows = work.of(Call).group(desk.scope(by, "call"), ["state", "blocked_reason"])
    counts: Counter[str] = Counter()  # who looks around may have brought calls in any state
    for row in rows:
        counts[row["state"]] += row["count"]
    blocked = [row for row in rows if row["state"] == "blocked"]
    reasons = {row["blocked_reason"]: row["count"] for row in blocked if row["blocked_reason"]}
    return {
        "total": counts.total(),
        "analysed": counts["analysed"],
        "blocked": counts["blocked"],
        "logged": counts["added"],
        "blocked_because": dict(sorted(reasons.items())),
    }
