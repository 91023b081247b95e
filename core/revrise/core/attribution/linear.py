"""Small dense linear algebra on lists of floats; for matrices of tens to a few hundred rows."""

from collections.abc import Iterable, Sequence
from math import sqrt
from operator import mul

from revrise.core.errors import Invalid

Vector = list[float]
Matrix = list[Vector]
_TINY = 1e-12
_COLLINEAR = 1e-9


def dot(left: Sequence[float], right: Sequence[float]) -> float:
    """Inner product of two vectors of one length."""
    total: float = sum(map(mul, left, right))
    return total


def inverse(matrix: Matrix) -> Matrix:
    """Inverse by Gauss–Jordan elimination with partial pivoting; O(n³).

    Raises Invalid when the matrix is singular.
    """
    size = len(matrix)
    work = [[*row, *(float(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    for column in range(size):
        _pivot(work, column)
        lead = work[column]
        for i, row in enumerate(work):
            factor = row[column]
            if i != column and factor:
                work[i] = [a - factor * b for a, b in zip(row, lead, strict=True)]
    return [row[size:] for row in work]


def _pivot(work: Matrix, column: int) -> None:
    best = max(range(column, len(work)), key=lambda i: abs(work[i][column]))
    if abs(work[best][column]) < _TINY:
        raise Invalid("the matrix is singular")
    work[column], work[best] = work[best], work[column]
    scale = work[column][column]
    work[column] = [value / scale for value in work[column]]


def centred(column: Sequence[float]) -> Vector:
    """The column minus its mean."""
    mean = sum(column) / len(column)
    return [value - mean for value in column]


def basis(columns: Iterable[Sequence[float]]) -> Matrix:
    """Orthonormal basis of the centred columns (Gram–Schmidt); collinear ones add nothing."""
    found: Matrix = []
    for column in columns:
        middle = centred(column)
        before = dot(middle, middle)
        rest = residual(residual(middle, found), found)
        after = dot(rest, rest)
        if after > _COLLINEAR * before:
            found.append([value / sqrt(after) for value in rest])
    return found


def residual(column: Sequence[float], directions: Matrix) -> Vector:
    """What is left of a centred column after projecting it on orthonormal directions."""
    rest = list(column)
    for direction in directions:
        part = dot(rest, direction)
        rest = [value - part * along for value, along in zip(rest, direction, strict=True)]
    return rest
