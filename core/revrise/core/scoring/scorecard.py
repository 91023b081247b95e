"""What a call scored on a rubric: levels, evidence, reasons, and the sum that can be redone."""

from collections.abc import Iterable
from typing import Literal

from attrs import evolve, frozen

from revrise.core.errors import NotFound
from revrise.core.scoring.bands import valid_level
from revrise.core.scoring.evidence import Evidence

Review = Literal["machine", "confirmed", "overridden", "disputed"]


@frozen
class CriterionScore:
    """A level 1–5, or None with a `reason`; points are weight × level.

    `because` is a sentence in the call's language. `value` is what was measured. `review` is
    where people stand; `machine_level` is what the scorer said, whoever overrode it since.
    """

    criterion: str
    competency: str
    weight: int
    level: int | None
    because: str
    evidence: tuple[Evidence, ...] = ()
    reason: str | None = None
    value: float | int | None = None
    review: Review = "machine"
    machine_level: int | None = None

    @property
    def points(self) -> int | None:
        """Weight × level, None where not scored."""
        return None if self.level is None else self.weight * self.level


@frozen
class Scorecard:
    """`rubric` is `id@version`; `score` the weighted mean of the scored levels to two decimals.

    `score` is None where nothing could be scored. `arithmetic` spells the sum out. `blocked_by`
    holds the ids of unmet blockers.
    """

    rubric: str
    scorer: str
    criteria: tuple[CriterionScore, ...]
    score: float | None
    arithmetic: str
    blocked_by: tuple[str, ...] = ()

    def recompute(self) -> "Scorecard":
        """The same scorecard with its sum redone from levels and weights alone."""
        return evolve(self, score=mean(self.criteria), arithmetic=arithmetic(self.criteria))

    @property
    def machine(self) -> "Scorecard":
        """As the machine scored it, whatever people decided since."""
        return self._with(evolve(one, level=one.machine_level) for one in self.criteria)

    @property
    def review(self) -> Review:
        """Disputed or overridden where any criterion is, confirmed where all are."""
        states = {criterion.review for criterion in self.criteria}
        for state in ("disputed", "overridden", "machine"):
            if state in states:
                return state
        return "confirmed" if states else "machine"

    def confirm(self) -> "Scorecard":
        """A person agrees with every criterion that nobody overrode or disputed."""
        return self._with(
            evolve(criterion, review="confirmed") if criterion.review == "machine" else criterion
            for criterion in self.criteria
        )

    def override(self, criterion_id: str, level: int, because: str) -> "Scorecard":
        """A person sets another level. Raises NotFound, or Invalid outside 1–5."""
        valid_level(level)
        old = self.of(criterion_id)
        new = evolve(old, level=level, because=because, reason=None, review="overridden")
        return self._replace(new)

    def dispute(self, criterion_id: str) -> "Scorecard":
        """The rep disagrees; the level stands until somebody decides. Raises NotFound."""
        return self._replace(evolve(self.of(criterion_id), review="disputed"))

    def uphold(self, criterion_id: str) -> "Scorecard":
        """A person decides that the level stands. Raises NotFound."""
        return self._replace(evolve(self.of(criterion_id), review="confirmed"))

    def of(self, criterion_id: str) -> CriterionScore:
        """The score of one criterion. Raises NotFound."""
        for criterion in self.criteria:
            if criterion.criterion == criterion_id:
                return criterion
        raise NotFound(f"{self.rubric} has no such criterion", culprit=criterion_id)

    def _replace(self, new: CriterionScore) -> "Scorecard":
        return self._with(new if old.criterion == new.criterion else old for old in self.criteria)

    def _with(self, criteria: Iterable[CriterionScore]) -> "Scorecard":
        return evolve(self, criteria=tuple(criteria)).recompute()


def total(
    rubric: str,
    scorer: str,
    criteria: Iterable[CriterionScore],
    blocked_by: tuple[str, ...] = (),
) -> Scorecard:
    """A scorecard with its sum."""
    scores = tuple(criteria)
    return Scorecard(rubric, scorer, scores, mean(scores), arithmetic(scores), blocked_by)


def mean(criteria: Iterable[CriterionScore]) -> float | None:
    """Σ weight·level ÷ Σ weight over the scored criteria, half up to two decimals, in integers."""
    scored = [(criterion.weight, criterion.level) for criterion in criteria if criterion.level]
    if not scored:
        return None
    points, weights = sum(w * level for w, level in scored), sum(w for w, _ in scored)
    return (200 * points + weights) // (2 * weights) / 100


def arithmetic(criteria: Iterable[CriterionScore]) -> str:
    """The sum in figures, e.g. `(2×4 + 1×3) ÷ 3 = 3.67`."""
    scores = tuple(criteria)
    terms = [f"{score.weight}×{score.level}" for score in scores if score.level]
    if not terms:
        return ""
    weights = sum(score.weight for score in scores if score.level)
    return f"({' + '.join(terms)}) ÷ {weights} = {mean(scores):.2f}"
