"""How a version of a rubric agrees with people on calls they scored unseen, before it is in force.

The set it is tried on: calls that coaches scored blind on any version of the rubric. A person's
level counts for the new version where the criterion says of each level what it said to them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from attrs import frozen

from revrise.core.scoring.certificate import certificate
from revrise.core.scoring.figures import Figure, Pair, kappa
from revrise.core.scoring.rubric import RubricDefinition

LANGUAGES = ("en", "zh")


@frozen
class Calibration:
    """Weighted κ over all, by language and by criterion, and the bias zh − en, at a moment.

    `unlike` counts human levels left out, as their anchors said something else. `obstacles` are
    those of a certificate; none: the version would be certified on this set.
    """

    at: datetime
    calls: int
    kappa: Figure
    bias: Figure
    by_language: Mapping[str, Figure]
    by_criterion: Mapping[str, Figure]
    unlike: int
    obstacles: tuple[str, ...]


def calibration(
    ref: str,
    pairs: Sequence[Pair],
    unlike: int,
    at: datetime,
    languages: Collection[str] = LANGUAGES,
) -> Calibration:
    """What pairs of people and a version say of it; null with the reason where they are few."""
    found = certificate(ref, pairs, languages=languages)
    return Calibration(
        at,
        len({one.call for one in pairs}),
        found.kappa,
        found.bias,
        {name: kappa([one for one in pairs if one.language == name]) for name in LANGUAGES},
        found.by_criterion,
        unlike,
        found.obstacles,
    )


def alike(old: RubricDefinition, new: RubricDefinition, language: str) -> frozenset[str]:
    """The criteria that ask in both versions for the same, level by level, in a language."""
    before = {one.id: one.anchors.get(language) for one in old.criteria}
    return frozenset(_alike(before, new, language))


def _alike(
    before: Mapping[str, tuple[str, ...] | None], new: RubricDefinition, language: str
) -> Iterable[str]:
    for one in new.criteria:
        told = before.get(one.id)
        if told is not None and told == one.anchors.get(language):
            yield one.id
