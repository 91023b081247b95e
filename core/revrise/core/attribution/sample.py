"""The complete rows of one behaviour, with what other columns explain taken out."""

from collections.abc import Sequence
from math import sqrt
from statistics import stdev

from attrs import evolve, frozen

from revrise.core.attribution.bootstrap import BlockSums
from revrise.core.attribution.linear import Matrix, Vector, basis, centred, dot, residual
from revrise.core.attribution.panel import Cell, Panel
from revrise.core.attribution.question import Association, Question, Reason

FEWEST_ROWS = 10
FEWEST_CLUSTERS = 6
_FLAT = 1e-10


@frozen
class Blocks:
    """Each row's cluster label and resampling block, of `count` blocks."""

    labels: Sequence[str]
    block: Sequence[int]
    count: int


@frozen
class Sample:
    """An association still without estimate, and its sums; none when `found` has a reason."""

    found: Association
    sums: BlockSums | None = None
    outcome_sd: float = 0.0


def sample(panel: Panel, question: Question, behaviour: str, blocks: Blocks) -> Sample:
    """The rows where outcome, behaviour and adjusting columns are all present."""
    columns = [panel.column(c) for c in (question.outcome, behaviour, *question.adjust)]
    rows = [i for i, cells in enumerate(zip(*columns, strict=True)) if None not in cells]
    clusters = len({blocks.labels[i] for i in rows})
    found = Association(behaviour, len(rows), clusters, "L1" if question.adjust else "L0")
    if len(rows) < FEWEST_ROWS + len(question.adjust) or clusters < FEWEST_CLUSTERS:
        return Sample(evolve(found, reason="too_few"))
    picked = [_picked(column, rows) for column in columns]
    if reason := _flat(*picked[:2]):
        return Sample(evolve(found, reason=reason))
    return _residual(found, picked, Blocks([], [blocks.block[i] for i in rows], blocks.count))


def _picked(column: Sequence[Cell], rows: Sequence[int]) -> Vector:
    return [cell for i in rows if (cell := column[i]) is not None]


def _flat(y: Vector, x: Vector) -> Reason | None:
    if _constant(x):
        return "constant"
    return "constant_outcome" if _constant(y) else None


def _constant(column: Vector) -> bool:
    middle = centred(column)
    return dot(middle, middle) <= _FLAT**2 * dot(column, column)


def _residual(found: Association, columns: Matrix, blocks: Blocks) -> Sample:
    """Frisch–Waugh–Lovell: the slope of residuals is the slope adjusted for the others."""
    y, x = centred(columns[0]), centred(columns[1])
    others = basis(columns[2:])
    rest_y, rest_x = residual(y, others), residual(x, others)
    xx, yy, xy = dot(rest_x, rest_x), dot(rest_y, rest_y), dot(rest_x, rest_y)
    if xx <= _FLAT * dot(x, x) or yy <= _FLAT * dot(y, y):
        return Sample(evolve(found, reason="collinear"))
    described = evolve(found, correlation=xy / sqrt(xx * yy), sd=sqrt(xx / (len(x) - 1)))
    sums = BlockSums.of(rest_x, rest_y, blocks.block, blocks.count)
    return Sample(described, sums, stdev(y))
