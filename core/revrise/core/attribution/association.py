"""Which behaviours go with the outcome, how strongly, and how sure that is.

A difference seen is not a difference caused: grade L0 (co-occurrence), or L1 when adjusted
for stated columns. Stronger grades need a rollout over time or at random.
"""

from collections.abc import Sequence
from random import Random

from attrs import evolve

from revrise.core.attribution.bootstrap import BlockSums, blocks, resamples
from revrise.core.attribution.interval import false_discovery, infer
from revrise.core.attribution.panel import Panel
from revrise.core.attribution.question import FEWEST_DRAWS, Association, Question
from revrise.core.attribution.sample import Blocks, Sample, sample
from revrise.core.attribution.verdict import judged
from revrise.core.bilingual import Bilingual

SMALL = 0.1


def associate(panel: Panel, question: Question, rng: Random) -> tuple[Association, ...]:
    """Every behaviour's association, in the order asked; the same `rng` gives the same answer.

    The same resamples of clusters serve all behaviours. Behaviours with missing cells use the
    rows they have. Raises NotFound for an unknown column.
    """
    labels = panel.labels()
    block = blocks(labels, rng)
    drawn_from = Blocks(labels, block, max(block, default=0) + 1)
    samples = [sample(panel, question, name, drawn_from) for name in question.behaviours]
    sums = [each.sums for each in samples if each.sums]
    draws = iter(_draws(sums, drawn_from.count, question.draws, rng))
    found = [_estimated(each, next(draws), question) if each.sums else each for each in samples]
    return _ranked([each.found for each in found], question)


def _draws(sums: Sequence[BlockSums], count: int, draws: int, rng: Random) -> list[list[float]]:
    found: list[list[float]] = [[] for _ in sums]
    for picks in resamples(count, draws if sums else 0, rng):
        for values, each in zip(found, sums, strict=True):
            slope = each.slope_of(picks)
            if slope is not None:
                values.append(slope)
    return found


def _estimated(each: Sample, draws: Sequence[float], question: Question) -> Sample:
    found, estimate = each.found, each.sums.slope() if each.sums else None
    if each.sums is None or estimate is None or len(draws) < FEWEST_DRAWS:
        return evolve(each, found=evolve(found, reason="too_few", correlation=None, sd=None))
    seen = infer(estimate, draws, each.sums.filled)
    smallest = question.smallest or SMALL * each.outcome_sd
    found = evolve(found, estimate=estimate, low=seen.low, high=seen.high, p=seen.p)
    return evolve(each, found=evolve(found, detectable=seen.detectable, smallest=smallest))


def _ranked(found: Sequence[Association], question: Question) -> tuple[Association, ...]:
    q = iter(false_discovery([each.p for each in found if each.p is not None]))
    return tuple(
        each if each.p is None else judged(evolve(each, q=next(q)), question.weekly)
        for each in found
    )


def assumptions(question: Question, *, clustered: bool) -> tuple[Bilingual, ...]:
    """What must hold for the figures to mean what they say."""
    return (
        _adjusted(question.adjust) if question.adjust else _UNADJUSTED,
        _CLUSTERED if clustered else _ALONE,
        _STRAIGHT,
    )


_UNADJUSTED = Bilingual(
    "L0: the figures say what occurs together; anything else that differs between rows may be "
    "the cause.",
    "L0：数字只说明同时出现；行与行之间的其他差异也可能是原因。",
)
_CLUSTERED = Bilingual(
    "Clusters are independent of each other; rows within one need not be.",
    "各组之间相互独立；组内各行可以相关。",
)
_ALONE = Bilingual(
    "Every row is independent of the others; if rows share a person, name the cluster column.",
    "各行相互独立；若多行属于同一人，请指定分组列。",
)
_STRAIGHT = Bilingual(
    "The outcome changes in a straight line with each behaviour, and missing cells are missing "
    "for reasons unrelated to the outcome.",
    "结果随每种行为线性变化，且缺失值与结果无关。",
)


def _adjusted(columns: Sequence[str]) -> Bilingual:
    names = ", ".join(columns)
    return Bilingual(
        f"L1: adjusted in a straight line for {names}; nothing else that differs is the cause, and "
        "none of these is itself a result of the behaviour.",
        f"L1：已按 {names} 线性调整；假定没有其他差异是原因，且这些列本身不是行为的结果。",
    )
