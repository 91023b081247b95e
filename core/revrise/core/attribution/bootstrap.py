"""Cluster bootstrap of standardised slopes, on sums per cluster instead of rows."""

from collections.abc import Iterator, Sequence
from math import sqrt
from operator import itemgetter
from random import Random

from attrs import frozen

MOST_BLOCKS = 500
_FLAT = 1e-10


def blocks(labels: Sequence[str], rng: Random) -> list[int]:
    """Each row's block, 0, 1, …: its cluster, or with many clusters a random merger of them.

    More than MOST_BLOCKS clusters are dealt out at random to that many blocks. Independent
    clusters make independent blocks, so intervals stay valid and a draw stays cheap.
    """
    names = sorted(set(labels))
    if len(names) > MOST_BLOCKS:
        rng.shuffle(names)
    place = {name: index % MOST_BLOCKS for index, name in enumerate(names)}
    return [place[label] for label in labels]


def resamples(count: int, draws: int, rng: Random) -> Iterator[Sequence[int]]:
    """`draws` times `count` blocks picked with replacement."""
    everyone = range(count)
    for _ in range(draws):
        yield rng.choices(everyone, k=count)


@frozen
class BlockSums:
    """Per block: rows, Σx, Σy, Σx², Σxy. What a slope needs and all that a draw adds up."""

    n: Sequence[int]
    x: Sequence[float]
    y: Sequence[float]
    xx: Sequence[float]
    xy: Sequence[float]

    @classmethod
    def of(
        cls, x: Sequence[float], y: Sequence[float], block: Sequence[int], count: int
    ) -> "BlockSums":
        """Sums of rows; x and y are best centred first."""
        n = [0] * count
        sums = [[0.0] * count for _ in range(4)]
        sx, sy, sxx, sxy = sums
        for a, b, place in zip(x, y, block, strict=True):
            n[place] += 1
            sx[place] += a
            sy[place] += b
            sxx[place] += a * a
            sxy[place] += a * b
        return cls(n, sx, sy, sxx, sxy)

    def slope(self) -> float | None:
        """Change of y per standard deviation of x over all rows; None when x is constant."""
        return _slope(sum(self.n), sum(self.x), sum(self.y), sum(self.xx), sum(self.xy))

    def slope_of(self, picks: Sequence[int]) -> float | None:
        """The same over one resample of blocks (two or more)."""
        take = itemgetter(*picks)
        return _slope(
            sum(take(self.n)),
            sum(take(self.x)),
            sum(take(self.y)),
            sum(take(self.xx)),
            sum(take(self.xy)),
        )

    @property
    def filled(self) -> int:
        """Blocks that hold any row."""
        return sum(1 for rows in self.n if rows)


def _slope(n: int, x: float, y: float, xx: float, xy: float) -> float | None:
    if n < 2:  # noqa: PLR2004 - a slope needs two points
        return None
    spread = xx - x * x / n
    if spread <= _FLAT * xx:
        return None
    return (xy - x * y / n) / sqrt(spread * (n - 1))
