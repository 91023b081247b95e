"""Values of metrics as people read them; `--json` has them as they are kept."""

from collections.abc import Mapping
from typing import Any

from revrise.core.conversations.metrics.definition import REASONS

_UNITS = {
    **dict.fromkeys(("count", "score"), ""),
    "1/h": "/ h",
    "1/min": "/ min",
    "1/1000 words": "per 1,000 words",
}


def figure(metric: Mapping[str, Any]) -> str:
    """A value with its unit (shares in per cent, lengths in seconds), or why there is none."""
    value, unit = metric["value"], metric["unit"]
    if value is None:
        return f"– ({REASONS.get(metric['reason'], (metric['reason'],))[0]})"
    if unit == "ratio":
        return f"{value:.1%}"
    if unit == "ms":
        return f"{value / 1_000:,.1f} s"
    shown = f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"
    return f"{shown} {_UNITS.get(unit, unit)}".rstrip()
