"""How much sooner the review queue's order finds disagreement than chance would.

Run: python -m bench.review_order [calls]. Reps of one skill each; a call's true score is theirs and
chance; the machine reads it with an error that belongs to the rubric, a coach gives the whole level
nearest to the truth. They disagree where the machine's nearest level is another one. The queue sees
what it sees in life: machine scores, three hundred past pairs, figures that have nothing to do with
it, and when who was heard last. Made-up calls of published sizes: they tell what the order is worth
if errors are like this, not how a customer's machine errs.
"""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import fmean

from attrs import frozen

from revrise.core.coaching.learning_value import Candidate, Card, Known, ranked

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ERRORS = {"sure@1": 0.15, "fair@1": 0.35, "shaky@1": 0.7}
REPS, PAIRS, ROUNDS = 40, 300, 9


@frozen
class Made:
    """A call, and whether a coach will give another level than the machine."""

    candidate: Candidate
    disagrees: bool


def main(count: int = 2_000) -> float:
    """Disagreements in the first tenth of the queue ÷ in a tenth by chance, mean of the rounds."""
    found = [_round(Random(seed), count) for seed in range(ROUNDS)]
    ratio, level = fmean(one for one, _ in found), fmean(one for _, one in found)
    print(f"{count} calls, {level:.0%} disagree: {ratio:.2f} times as many in the first tenth "
          f"of the queue as by chance ({min(found)[0]:.2f} to {max(found)[0]:.2f})")  # fmt: skip
    return ratio


def _round(roll: Random, count: int) -> tuple[float, float]:
    skills = [min(4.6, max(1.4, roll.gauss(3, 0.6))) for _ in range(REPS)]
    calls = [_call(roll, number, skills) for number in range(count)]
    base = fmean(one.disagrees for one in calls)
    known = Known(apart=_apart(roll, skills), unheard={_rep(at): _days(roll) for at in range(REPS)})
    by_id = {one.candidate.call_id: one for one in calls}
    order = ranked((one.candidate for one in calls), known)
    first = [by_id[one.candidate.call_id].disagrees for one in order[: count // 10]]
    return fmean(first) / base, base


def _call(roll: Random, number: int, skills: Sequence[float]) -> Made:
    rep, rubric = roll.randrange(REPS), roll.choice(sorted(ERRORS))
    truth, machine = _scores(roll, skills[rep], rubric)
    at = NOW - timedelta(minutes=roll.randrange(60 * 24 * 60))
    card = Card(rubric, machine)
    candidate = Candidate(f"call{number:05d}", _rep(rep), at, (card,))
    return Made(candidate, round(truth) != round(machine))


def _apart(roll: Random, skills: Sequence[float]) -> dict[str, tuple[float, int]]:
    """What the queue knows of each rubric from pairs reviewed before."""
    gaps: dict[str, list[float]] = {rubric: [] for rubric in ERRORS}
    for _ in range(PAIRS):
        rubric = roll.choice(sorted(ERRORS))
        truth, machine = _scores(roll, roll.choice(skills), rubric)
        gaps[rubric].append(abs(round(truth) - machine))
    return {rubric: (fmean(found), len(found)) for rubric, found in gaps.items()}


def _scores(roll: Random, skill: float, rubric: str) -> tuple[float, float]:
    truth = _level(roll.gauss(skill, 0.7))
    return truth, round(_level(truth + roll.gauss(0, ERRORS[rubric])), 2)


def _level(value: float) -> float:
    return min(5.0, max(1.0, value))


def _rep(number: int) -> str:
    return f"rep{number:02d}"


def _days(roll: Random) -> int:
    """A team that is heard: nobody waits for more than a month."""
    return roll.randrange(31)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
