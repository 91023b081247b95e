"""A call beside its team, as command line and API give it."""

from typing import Any

from revrise.core.conversations.call import Call
from revrise.services.measures.benchmark import Benchmark


def beside(call: Call, benchmark: Benchmark) -> dict[str, Any]:
    """Metric by metric."""
    items = []
    for key, metric in call.metrics.items():
        usual = benchmark.usual.get(key)
        items.append(
            {
                "key": key,
                "definition": metric.definition,
                "unit": metric.unit,
                "value": metric.value,
                "reason": metric.reason,
                "median": usual.median if usual else None,
                "low": usual.low if usual else None,
                "high": usual.high if usual else None,
                "calls": usual.calls if usual else 0,
                "people": usual.people if usual else 0,
            }
        )
    return {
        "call_id": call.id,
        "since": benchmark.since,
        "until": benchmark.until,
        "metrics": items,
    }
