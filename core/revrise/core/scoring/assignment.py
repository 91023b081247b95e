"""The same call given to several reviewers, none of whom sees another's levels before all gave."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

from attrs import evolve, frozen

from revrise.core.errors import Conflict, Invalid
from revrise.core.ids import derived
from revrise.core.scoring.agreement import alpha, weighted_kappa
from revrise.core.scoring.bands import valid_level
from revrise.core.scoring.blind_review import BlindReview
from revrise.core.scoring.dispute import said

LEAST: Final = 2
MOST_REVIEWERS: Final = 10
# So many may run at once in an organisation: all of them are named in what is withheld.
MOST_RUNNING: Final = 200
LATEST: Final = timedelta(days=90)


@frozen
class BlindAssignment:
    """A call (`subject_id`) on `rubric` (a version), to be scored by `due` at the latest.

    `person_id` is the rep. `fresh`: the machine scored the call on this rubric in the same moment
    that it was given, so that no reviewer can have seen a level; where it is not, people are blind
    to one another alone, and nothing is certified by them. It is running until all reviews ended,
    `due` passed, or who answers for it ends it; then it is over, and levels are shown.
    """

    id: str
    rubric: str
    assessment_id: str
    subject_id: str
    person_id: str
    team_id: str | None
    assigned_by: str
    at: datetime
    due: datetime
    fresh: bool
    state: Literal["running", "over"] = "running"
    ended_at: datetime | None = None
    version: int = 1

    def end(self, at: datetime) -> "BlindAssignment":
        """From now on levels are shown. Raises Conflict when they were before."""
        if self.state == "over":
            raise Conflict("this assignment is over", culprit=self.id, remedy="give the call anew")
        return evolve(self, state="over", ended_at=at, version=self.version + 1)


def checked(reviewers: Sequence[str], at: datetime, due: datetime) -> tuple[str, ...]:
    """The reviewers, each once, in order.

    Raises Invalid for fewer than LEAST, more than MOST_REVIEWERS, or a due date that has passed or
    is more than LATEST away.
    """
    found = tuple(dict.fromkeys(reviewers))
    if not LEAST <= len(found) <= MOST_REVIEWERS:
        raise Invalid(
            f"{LEAST} to {MOST_REVIEWERS} different reviewers",
            culprit="reviewers",
            remedy="name who is to score the call",
        )
    if not at < due <= at + LATEST:
        raise Invalid(
            f"must be within the next {LATEST.days} days", culprit="due", remedy="give another day"
        )
    return found


def done(reviews: Iterable[BlindReview]) -> bool:
    """Whether nothing is waited for."""
    return all(one.ended for one in reviews)


@frozen
class Apart:
    """What reviewers gave on a criterion, by reviewer, and how far the outermost are apart."""

    criterion: str
    levels: Mapping[str, int]
    spread: int


@frozen
class Agreed:
    """How reviewers of one call agree over its criteria.

    `kappa` is Cohen's quadratically weighted κ of two; `alpha` Krippendorff's α (interval) of all.
    None where fewer than two scored, or nothing varies. One call says little: the criteria are
    few, and a rubric is certified by many calls.
    """

    kappa: float | None
    alpha: float | None
    same: int
    criteria: tuple[Apart, ...]


def agreed(given: Mapping[str, Mapping[str, int]], criteria: Sequence[str]) -> Agreed:
    """The agreement of reviewers → criterion → level; `same` criteria have one level alone."""
    apart = tuple(_apart(name, given) for name in criteria)
    twice = [tuple(one.levels.values()) for one in apart if len(one.levels) > 1]
    pairs = [(one[0], one[1]) for one in twice if len(one) == LEAST]
    two = len(given) == LEAST and len(pairs) > 0
    return Agreed(
        weighted_kappa(pairs) if two else None,
        alpha(twice) if twice else None,
        sum(len(set(one)) == 1 for one in twice),
        apart,
    )


def _apart(name: str, given: Mapping[str, Mapping[str, int]]) -> Apart:
    levels = {who: found[name] for who, found in sorted(given.items()) if name in found}
    return Apart(name, levels, max(levels.values()) - min(levels.values()) if levels else 0)


@frozen
class Adjudication:
    """The level that reviewers' difference on a criterion was settled at, and why.

    It stands beside what they and the machine gave, and changes neither.
    """

    id: str
    assignment_id: str
    assessment_id: str
    subject_id: str
    person_id: str
    team_id: str | None
    criterion: str
    level: int
    reason: str
    settled_by: str
    at: datetime
    version: int = 1


def settle(
    assignment: BlindAssignment, criterion: str, level: int, reason: str, by: str, at: datetime
) -> Adjudication:
    """A settled level. Raises Conflict while the assignment runs, Invalid outside 1–5."""
    if assignment.state != "over":
        raise Conflict(
            "not all have scored yet", culprit=assignment.id, remedy="wait, or end the assignment"
        )
    return Adjudication(
        id=derived("settled", assignment.id, criterion),
        assignment_id=assignment.id,
        assessment_id=assignment.assessment_id,
        subject_id=assignment.subject_id,
        person_id=assignment.person_id,
        team_id=assignment.team_id,
        criterion=criterion,
        level=valid_level(level),
        reason=said(reason, "reason"),
        settled_by=by,
        at=at,
    )
