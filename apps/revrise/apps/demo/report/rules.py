"""Points by rule: how many were granted and refused, each with a reason as an example."""

from collections.abc import Iterable
from typing import Any

from attrs import frozen

from revrise.core.bilingual import Bilingual
from revrise.core.rewards.rule import RewardDecision


@frozen
class RuleResult:
    """What a rule decided over all facts; the reasons are those of the newest decisions."""

    rule: str
    title: Bilingual
    granted: int
    refused: int
    points: int
    why: Bilingual | None
    why_not: Bilingual | None
    what_next: Bilingual | None

    def as_document(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "rule": self.rule,
            "title": _both(self.title),
            "granted": self.granted,
            "refused": self.refused,
            "points": self.points,
            "why": _both(self.why),
            "why_not": _both(self.why_not),
            "what_next": _both(self.what_next),
        }


def by_rule(decisions: Iterable[RewardDecision]) -> list[RuleResult]:
    """One result a rule, most points first; decisions come in order of time."""
    groups: dict[str, list[RewardDecision]] = {}
    for one in decisions:
        groups.setdefault(one.rule.ref, []).append(one)
    results = [_result(ref, made) for ref, made in groups.items()]
    return sorted(results, key=lambda one: (-one.points, one.rule))


def _result(ref: str, made: list[RewardDecision]) -> RuleResult:
    granted = [one for one in made if one.granted]
    refused = [one for one in made if not one.granted]
    return RuleResult(
        ref,
        made[0].rule.title,
        len(granted),
        len(refused),
        sum(one.points for one in granted),
        granted[-1].reason if granted else None,
        refused[-1].reason if refused else None,
        refused[-1].following if refused else None,
    )


def _both(text: Bilingual | None) -> dict[str, str] | None:
    return None if text is None else {"en": text.en, "zh": text.zh}
