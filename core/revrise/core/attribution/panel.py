"""A table of numbers, one row per person and period (or call, or deal)."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from revrise.core.errors import Invalid, NotFound

Cell = float | None
Column = Sequence[Cell]


@frozen
class Panel:
    """Columns of equal length, None where a cell is missing; `clusters` names each row's group.

    Rows of one cluster (a rep, a team) may depend on each other; without clusters every row
    stands alone. Raises Invalid when lengths differ.
    """

    columns: Mapping[str, Column]
    clusters: Sequence[str] | None = None

    def __attrs_post_init__(self) -> None:
        lengths = {len(column) for column in self.columns.values()}
        if self.clusters is not None:
            lengths.add(len(self.clusters))
        if len(lengths) > 1:
            raise Invalid(f"the columns have different lengths: {sorted(lengths)}")

    @classmethod
    def of(
        cls, rows: Sequence[Mapping[str, Cell]], clusters: Sequence[str] | None = None
    ) -> "Panel":
        """Panel of rows; a column that a row does not have is missing there."""
        names = dict.fromkeys(name for row in rows for name in row)
        return cls({name: [row.get(name) for row in rows] for name in names}, clusters)

    @property
    def size(self) -> int:
        """Number of rows."""
        return max((len(column) for column in self.columns.values()), default=0)

    def column(self, name: str) -> Column:
        """One column. Raises NotFound with the names there are."""
        if name not in self.columns:
            known = ", ".join(self.columns)
            raise NotFound(f"there is no column {name!r}", remedy=f"the columns are: {known}")
        return self.columns[name]

    def labels(self) -> Sequence[str]:
        """The cluster of each row. Without clusters, names that do not depend on row order."""
        if self.clusters is not None:
            return self.clusters
        labels = [""] * self.size
        for place, row in enumerate(sorted(range(self.size), key=self._row)):
            labels[row] = f"{place:012d}"
        return labels

    def _row(self, index: int) -> list[tuple[bool, float]]:
        cells = [self.columns[name][index] for name in sorted(self.columns)]
        return [(cell is None, cell or 0.0) for cell in cells]
