"""The numerical helpers against known values."""

from random import Random
from statistics import NormalDist

import pytest

from revrise.core.attribution.linear import basis, dot, inverse, residual
from revrise.core.attribution.student import quantile, upper_tail
from revrise.core.errors import Invalid


def test_an_inverse_times_its_matrix_is_one():
    rng = Random(1)
    matrix = [[rng.gauss(0, 1) for _ in range(8)] for _ in range(8)]
    back = inverse(matrix)
    for i, row in enumerate(matrix):
        for j in range(8):
            assert dot(row, [line[j] for line in back]) == pytest.approx(float(i == j), abs=1e-9)


def test_a_zero_on_the_diagonal_is_pivoted_away():
    assert inverse([[0.0, 1.0], [1.0, 0.0]]) == [[0.0, 1.0], [1.0, 0.0]]


def test_a_singular_matrix_is_refused():
    with pytest.raises(Invalid, match="singular"):
        inverse([[1.0, 2.0], [2.0, 4.0]])


def test_a_basis_drops_what_is_collinear_and_leaves_residuals_square_to_it():
    columns = [[1.0, 2.0, 4.0, 8.0], [3.0, 5.0, 9.0, 17.0], [1.0, 0.0, 0.0, 5.0]]
    directions = basis(columns)
    assert len(directions) == 2
    rest = residual([1.0, -1.0, 1.0, -1.0], directions)
    assert [dot(rest, d) for d in directions] == pytest.approx([0, 0], abs=1e-12)


@pytest.mark.parametrize(
    ("p", "df", "t"),
    [(0.975, 1, 12.706204736), (0.975, 9, 2.262157163), (0.95, 29, 1.699127027)],
)
def test_t_quantiles_match_the_tables(p, df, t):
    assert quantile(p, df) == pytest.approx(t, abs=1e-8)
    assert quantile(1 - p, df) == pytest.approx(-t, abs=1e-8)
    assert upper_tail(t, df) == pytest.approx(1 - p, abs=1e-9)


def test_many_degrees_of_freedom_are_nearly_normal():
    assert upper_tail(1.7, 1e6) == pytest.approx(1 - NormalDist().cdf(1.7), abs=1e-6)
    assert upper_tail(0.0, 7) == 0.5
