"""What attribution on files found, ready to be shown or written as JSON."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from revrise.core.attribution.credit import Credit
from revrise.core.attribution.question import Association
from revrise.core.bilingual import Bilingual, Language
from revrise.services.attribution.behaviour_file import Ignored
from revrise.services.tables.table import Rejections


@frozen
class TouchCredit:
    """Credit per model and channel; values are in units of 10^-decimals of the file's."""

    journeys: int
    conversions: int
    value: int
    decimals: int
    models: Mapping[str, tuple[Credit, ...]]
    rejected: Rejections
    warnings: tuple[Bilingual, ...] = ()

    def as_document(self, language: Language = "en") -> dict[str, Any]:
        """JSON `revrise.touch-credit/1`; values in the unit of the file."""
        return {
            "schema": "revrise.touch-credit/1",
            "journeys": self.journeys,
            "conversions": self.conversions,
            "value": self._major(self.value),
            "models": {
                name: [self._credit(credit) for credit in credits_]
                for name, credits_ in self.models.items()
            },
            "warnings": [warning.of(language) for warning in self.warnings],
            "rejected": [each.as_document() for each in self.rejected.first],
            "rejected_total": self.rejected.total,
        }

    def _credit(self, credit: Credit) -> dict[str, Any]:
        return {
            "channel": credit.channel,
            "conversions": credit.conversions,
            "value": self._major(credit.value),
            "share": credit.share,
        }

    def _major(self, value: float) -> float:
        return float(value / 10**self.decimals)


@frozen
class BehaviourAssociations:
    """What each behaviour goes with, and what has to hold for that to be so."""

    outcome: str
    n: int
    clusters: int
    associations: tuple[Association, ...]
    assumptions: tuple[Bilingual, ...]
    ignored: tuple[Ignored, ...]
    rejected: Rejections

    def as_document(self, language: Language = "en") -> dict[str, Any]:
        """JSON `revrise.behaviour-association/1`."""
        return {
            "schema": "revrise.behaviour-association/1",
            "outcome": self.outcome,
            "n": self.n,
            "clusters": self.clusters,
            "behaviours": [association(each) for each in self.associations],
            "assumptions": [each.of(language) for each in self.assumptions],
            "ignored": [{"column": e.column, "reason": e.reason} for e in self.ignored],
            "rejected": [each.as_document() for each in self.rejected.first],
            "rejected_total": self.rejected.total,
        }


def association(each: Association) -> dict[str, Any]:
    """One behaviour as JSON."""
    return {
        "behaviour": each.behaviour,
        "estimate": each.estimate,
        "ci95": None if each.low is None else [each.low, each.high],
        "correlation": each.correlation,
        "sd": each.sd,
        "p": each.p,
        "q": each.q,
        "n": each.n,
        "clusters": each.clusters,
        "grade": each.grade,
        "verdict": each.verdict,
        "mde": each.detectable,
        "smallest": each.smallest,
        "more_rows": each.more,
        "weeks": each.weeks,
        "reason": each.reason,
    }
