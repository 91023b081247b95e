"""What the simulator knows beside what was found: only a made-up company has this page."""

from typing import Any

from attrs import frozen

from revrise.apps.demo import model
from revrise.apps.demo.company import Company
from revrise.apps.demo.report.finding import Finding
from revrise.core.bilingual import Bilingual


@frozen
class Check:
    """A true effect (points on the deals that had it) and an estimate of it."""

    label: Bilingual
    true_points: float
    randomised: bool
    confounded_by: str | None
    finding: Finding

    @property
    def covered(self) -> bool | None:
        """Whether the truth lies within the interval found."""
        low, high = self.finding.low, self.finding.high
        return None if low is None or high is None else low <= self.true_points <= high

    def as_document(self) -> dict[str, Any]:
        """For JSON."""
        one = self.finding
        return {
            "treatment": one.key,
            "true_points": self.true_points,
            "found_points": one.points,
            "ci95": None if one.low is None else [one.low, one.high],
            "grade": one.found.grade,
            "verdict": one.found.verdict,
            "covered": self.covered,
            "confounded_by": self.confounded_by,
        }


def checks(found: list[Finding], company: Company) -> list[Check]:
    """Every finding whose true effect is known."""
    known = {one.key: one for one in found}
    return [
        Check(
            known[key].label,
            effect.treated_points,
            effect.randomised,
            effect.confounded_by,
            known[key],
        )
        for name, effect in company.truth.effects.items()
        for key in _keys(name, company)
        if key in known
    ]


def _keys(treatment: str, company: Company) -> list[str]:
    if treatment == model.PRACTICE:
        return [f"practice: {one.title.en}" for one in company.scenarios]
    if treatment == model.COACHING:
        return [f"coaching: {model.GAINS[treatment][0]}"]
    titles = {one.id: f"course: {one.title.en}" for one in company.courses}
    titles |= {one.id: f"content: {one.title.en}" for one in company.assets}
    return [titles[treatment]]
