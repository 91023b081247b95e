"""ECharts options of the analytics pages; colours are names of tokens."""

from collections.abc import Sequence
from typing import Any

from revrise.apps.web.i18n import Words
from revrise.core.attribution.comparison import Comparison, Share

_LABEL = {"color": "$ink-3"}


def comparison(found: Comparison, _: Words) -> dict[str, Any]:
    """Win rates with intervals: with and without over quarters, or from little to much."""
    labels = sorted({one.label for one in (*found.having, *found.without)})
    if not found.without:
        labels = [one.label for one in found.having]
    shift = 0.12 if found.without else 0.0
    series = [
        *_marks(found.without, labels, -shift, "$ink-3", hollow=True, name=_("without")),
        *_marks(found.having, labels, shift, "$accent", hollow=False, name=_("with")),
    ]
    return {
        "grid": {"left": 40, "right": 12, "top": 30, "bottom": 28},
        "legend": {"top": 0, "left": 36, "itemHeight": 8, "textStyle": {"color": "$ink-2"}}
        if found.without
        else {"show": False},
        "tooltip": {"trigger": "item"},
        "xAxis": {
            "type": "value",
            "min": -0.5,
            "max": len(labels) - 0.5,
            "interval": 1,
            "axisLabel": {"show": False},
            "axisTick": {"show": False},
            "splitLine": {"show": False},
            "axisLine": {"lineStyle": {"color": "$line-2"}},
        },
        "yAxis": {
            "type": "value",
            "min": 0,
            "max": 100,
            "interval": 25,
            "axisLine": {"show": False},
            "axisTick": {"show": False},
            "axisLabel": {**_LABEL, "formatter": "{value}%"},
            "splitLine": {"lineStyle": {"color": "$line"}},
        },
        "series": [*series, _names(labels)],
    }


def _marks(
    shares: Sequence[Share],
    labels: Sequence[str],
    shift: float,
    colour: str,
    *,
    hollow: bool,
    name: str,
) -> list[dict[str, Any]]:
    if not shares:
        return []
    spots = [(labels.index(one.label) + shift, one) for one in shares]
    fill = "$surface" if hollow else colour
    style = {"color": fill, "borderColor": colour, "borderWidth": 1.75}
    return [
        {
            "type": "lines",
            "coordinateSystem": "cartesian2d",
            "silent": True,
            "lineStyle": {"width": 2, "opacity": 1, "color": colour, "cap": "round"},
            "data": [{"coords": [[x, one.low * 100], [x, one.high * 100]]} for x, one in spots],
        },
        {
            "type": "scatter",
            "name": name,
            "z": 4,
            "symbolSize": 9,
            "itemStyle": style,
            "data": [[x, round(one.rate * 100, 1)] for x, one in spots],
        },
    ]


def _names(labels: Sequence[str]) -> dict[str, Any]:
    """The names below the axis: a value axis shifts pairs beside each other and has no names."""
    return {
        "type": "scatter",
        "silent": True,
        "symbolSize": 0.01,
        "itemStyle": {"color": "$ink-3"},
        "label": {"show": True, "position": "bottom", "distance": 6, **_LABEL},
        "data": [
            {"value": [at, 0], "label": {"formatter": label}} for at, label in enumerate(labels)
        ],
    }
