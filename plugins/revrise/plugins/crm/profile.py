"""What the columns of a CSV file look like: filled, unique, numbers, dates."""

from collections.abc import Iterable, Sequence
from datetime import UTC
from itertools import islice
from pathlib import Path

from attrs import frozen

from revrise.core.errors import Invalid
from revrise.plugins.crm.encoding import scan
from revrise.plugins.crm.reader import BadRow, Format, header, rows, sniff
from revrise.plugins.crm.values import decimal, time

SAMPLE = 10_000  # rows
_MOSTLY = 0.95
_PROBES = 300  # distinct values
DATE_FORMATS = (
    "",  # ISO 8601 and year first
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%m/%d/%Y %H:%M",
    "%d/%m/%Y %H:%M",
    "%m/%d/%y",
    "%d/%m/%y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%d %b %Y",
    "%b %d, %Y",
)


@frozen
class Column:
    """The sampled values of a column, as they stand."""

    name: str
    cells: Sequence[str]

    @property
    def values(self) -> set[str]:
        """The different values."""
        return {cell.strip() for cell in self.cells if cell.strip()}

    @property
    def unique(self) -> bool:
        """Whether every row has a value of its own."""
        return len(self.values) == len(self.cells) > 0

    def point(self) -> str:
        """The decimal point with which most values are numbers; empty for none."""
        return next((p for p in ".," if self._mostly(lambda cell: decimal(cell, p))), "")  # noqa: B023

    def dates(self) -> list[str]:
        """The date formats that read most values; more than one is ambiguous."""
        return [f for f in DATE_FORMATS if self._mostly(lambda cell: time(cell, _one(f), UTC))]  # noqa: B023

    def _mostly(self, read: object) -> bool:
        assert callable(read)
        values = list(islice(sorted(self.values), _PROBES))
        good = 0
        for value in values:
            try:
                read(value)
            except Invalid:
                continue
            good += 1
        return bool(values) and good >= _MOSTLY * len(values)


def _one(pattern: str) -> Iterable[str]:
    return (pattern,) if pattern else ()


@frozen
class Table:
    """Files of one shape: the pattern that names them and their columns, from the first file."""

    file: str
    columns: tuple[Column, ...]


def tables(folder: Path) -> list[Table]:
    """The CSV files of a folder, those with the same header taken together when a pattern can."""
    shapes: dict[tuple[str, ...], list[str]] = {}
    for path in sorted(folder.glob("*.csv")):
        names = header(_format(path)) if path.is_file() else []
        if names and not isinstance(names, BadRow):
            shapes.setdefault(tuple(names), []).append(path.name)
    return [
        Table(file, _columns(_format(folder / files[0])))
        for files in shapes.values()
        for file in _named(folder, files)
    ]


def _named(folder: Path, files: list[str]) -> list[str]:
    if len(files) == 1:
        return files
    first, last = files[0], files[-1]
    same = next(i for i, pair in enumerate(zip(first, last, strict=False)) if len({*pair}) > 1)
    pattern = f"{first[:same]}*.csv"
    return [pattern] if sorted(p.name for p in folder.glob(pattern)) == files else files


def _format(path: Path) -> Format:
    encoding = scan(path).encoding
    return Format(path, encoding, sniff(path, encoding))


def _columns(form: Format) -> tuple[Column, ...]:
    with form.open() as file:
        good = (row for _, row in rows(file, form.delimiter) if not isinstance(row, BadRow))
        names = [name.strip() for name in next(good, [])]
        sample = [row for row in islice(good, SAMPLE) if len(row) == len(names)]
    cells = list(zip(*sample, strict=True)) or [()] * len(names)
    return tuple(
        Column(name, values)
        for name, values in zip(names, cells, strict=True)
        if name and names.count(name) == 1
    )
