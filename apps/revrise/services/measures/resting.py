"""What the numbers of a call rest on: the detectors of plugins that heard it."""

from collections.abc import Iterable, Mapping
from typing import Any

from revrise.core.conversations.detector import DetectorDefinition
from revrise.core.conversations.metrics.definitions import RESTING, detectors
from revrise.core.conversations.metrics.metric import Metric


def rests_on(metrics: Mapping[str, Any] | None) -> frozenset[str]:
    """The detectors, as `id@version`, that the kept metrics of a call rest on."""
    found = (metrics or {}).values()
    return frozenset(ref for one in found for ref in detectors(_definition(one)))


def resting(definitions: Iterable[DetectorDefinition], language: str | None) -> frozenset[str]:
    """Those of some detectors that metrics of a call would rest on; None: in any language."""
    wanted = (one for one in definitions if one.kind in RESTING)
    return frozenset(one.ref for one in wanted if language is None or one.speaks(language))


def _definition(metric: Any) -> str:
    return str(metric.definition if isinstance(metric, Metric) else metric.get("definition"))
