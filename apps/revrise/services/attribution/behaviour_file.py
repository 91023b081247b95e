"""A panel of behaviours and an outcome from a CSV file with one row per person and period."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from attrs import define, frozen

from revrise.core.attribution.panel import Cell, Panel
from revrise.core.errors import Invalid
from revrise.services.tables.cell import decimal, missing, truth
from revrise.services.tables.table import CsvTable, Rejections

_MOSTLY = 0.8


@frozen
class Ignored:
    """A column that is no behaviour: `not_numeric`, `empty`, `identifier` or `excluded`."""

    column: str
    reason: str


@frozen
class ReadPanel:
    """The panel of a file, which of its columns are behaviours, and which are not and why."""

    panel: Panel
    behaviours: tuple[str, ...]
    ignored: tuple[Ignored, ...]


@define
class _Reading:
    """One column while it is read: numbers, and the (line, text) of cells that are none."""

    cells: list[Cell]
    bad: list[tuple[int, str]]

    @property
    def numeric(self) -> bool:
        """Whether most of what is there are numbers."""
        good = sum(cell is not None for cell in self.cells)
        return good >= _MOSTLY * (good + len(self.bad)) and good > 0

    @property
    def empty(self) -> bool:
        """Whether nothing is there."""
        return not self.bad and all(cell is None for cell in self.cells)


def read(
    table: CsvTable,
    rejected: Rejections,
    *,
    outcome: str,
    cluster: str = "",
    adjust: Sequence[str] = (),
    exclude: Collection[str] = (),
) -> ReadPanel:
    """Every numeric column that is not named otherwise is a behaviour.

    Yes/no and won/lost count as 1/0. Cells that are no number are reported and missing. Raises
    NotFound for an unknown column, Invalid for an outcome or adjusting column without numbers.
    """
    for name in (outcome, *adjust, *exclude, *filter(None, [cluster])):
        table.index(name)
    columns, clusters = _columns(table, cluster, rejected)
    for name in (outcome, *adjust):
        if not columns[name].numeric:
            raise Invalid(
                f"the column {name!r} has no numbers",
                culprit=str(table.path),
                remedy="name another",
            )
    named = {outcome, cluster, *adjust}
    ignored = tuple(_ignored({n: c for n, c in columns.items() if n not in named}, exclude))
    unused = {each.column for each in ignored} | ({cluster} - {outcome, *adjust})
    used = {name: column for name, column in columns.items() if name not in unused}
    _report(used, rejected)
    panel = Panel({name: column.cells for name, column in used.items()}, clusters)
    return ReadPanel(panel, tuple(name for name in used if name not in named), ignored)


def _columns(
    table: CsvTable, cluster: str, rejected: Rejections
) -> tuple[dict[str, _Reading], list[str] | None]:
    found = {name: _Reading([], []) for name in table.header}
    readings = list(found.values())
    place = table.index(cluster) if cluster else None
    clusters: list[str] = []
    for line, cells in table.rows(rejected):
        if place is not None and not cells[place].strip():
            rejected.add(line, cluster, "is empty, so the row belongs to no cluster")
            continue
        clusters.append(cells[place].strip() if place is not None else "")
        for reading, text in zip(readings, cells, strict=True):
            _read_cell(reading, line, text)
    return found, clusters if cluster else None


def _read_cell(reading: _Reading, line: int, text: str) -> None:
    number = _number(text)
    reading.cells.append(number)
    if number is None and not missing(text):
        reading.bad.append((line, text[:40]))


def _number(text: str) -> Cell:
    try:
        value = float(text)
    except ValueError:
        said = truth(text)
        exact = decimal(text) if said is None else None
        return float(exact) if exact is not None else None if said is None else float(said)
    return value if abs(value) < float("inf") else None


def _ignored(columns: Mapping[str, _Reading], exclude: Collection[str]) -> Iterator[Ignored]:
    for name, column in columns.items():
        lower = name.lower()
        if name in exclude:
            yield Ignored(name, "excluded")
        elif lower == "id" or lower.endswith(("_id", " id")):
            yield Ignored(name, "identifier")
        elif column.empty:
            yield Ignored(name, "empty")
        elif not column.numeric:
            yield Ignored(name, "not_numeric")


def _report(columns: Mapping[str, _Reading], rejected: Rejections) -> None:
    for name, column in columns.items():
        for line, text in column.bad:
            rejected.add(line, name, f"{text!r} is not a number")
