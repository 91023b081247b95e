"""Invented values for the gallery."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from revrise.core.money import Money

_CHART = {
    "grid": {"left": 40, "right": 12, "top": 12, "bottom": 28},
    "xAxis": {"type": "category", "data": ["1", "2", "3", "4", "5", "6"]},
    "yAxis": {"type": "value", "splitLine": {"lineStyle": {"color": "$line"}}},
    "series": [
        {"type": "line", "data": [2.1, 2.4, 2.3, 2.8, 3.0, 3.1], "itemStyle": {"color": "$accent"}}
    ],
}


def samples() -> Mapping[str, Any]:
    """What the gallery shows."""
    return {
        "chart": _CHART,
        "rows": list(zip("123456", (2.1, 2.4, 2.3, 2.8, 3.0, 3.1), strict=True)),
        "price": Money(4_800_000, "USD"),
        "amount": Money(34_800_000, "CNY"),
        "moment": datetime(2026, 11, 20, 8, 40, tzinfo=UTC),
        "swatches": ("accent", "seller", "buyer", "good", "warn", "bad", "ink-3", "h-2"),
    }
