"""A table written to a file, in constant memory; what a client is told about it."""

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any

from attrs import frozen

from revrise.apps.extras import extra
from revrise.apps.files.cells import for_machines, for_people, text

CSV, RAW, XLSX = "csv", "csv-raw", "xlsx"
KINDS = {
    CSV: "text/csv; header=present",
    RAW: "text/csv; header=present; profile=raw",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_MARK = "\ufeff"  # tells Excel that it is UTF-8
_BLOCK = 1 << 16
_LONGEST = 32_767  # what a cell of a spreadsheet holds
_EXACT = 10**15  # up to here a spreadsheet keeps every digit; infinities are texts
_DATE = "yyyy-mm-dd hh:mm:ss"
_FIRST_DAY = datetime(1900, 3, 1)  # noqa: DTZ001  # before it spreadsheets count wrongly


@frozen
class Table:
    """`name` is that of the file, without its ending."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Any]]

    def file_name(self, form: str) -> str:
        """With its ending."""
        return f"{self.name}.{'xlsx' if form == XLSX else 'csv'}"


def write(table: Table, form: str, out: IO[bytes]) -> None:
    """Writes the whole table. Raises Misconfigured for XLSX where its writer is not installed."""
    if form == XLSX:
        _xlsx(table, out)
    else:
        _csv(table, out, raw=form == RAW)


def chunks(table: Table, form: str) -> Iterator[bytes]:
    """The bytes of the file, once all of it is written: a failure comes before the first."""
    file = TemporaryFile()  # noqa: SIM115 - the iterator closes it
    try:
        write(table, form, file)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return _read(file)


def save(table: Table, form: str, path: Path) -> None:
    """Writes it to a path; a file that is there is replaced only by a whole one."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with part.open("wb") as file:
            write(table, form, file)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _read(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while block := file.read(_BLOCK):
            yield block


def _csv(table: Table, out: IO[bytes], *, raw: bool) -> None:
    shown = for_machines if raw else for_people
    wrapped = io.TextIOWrapper(out, "utf-8", newline="", write_through=False)
    wrapped.write("" if raw else _MARK)
    writer = csv.writer(wrapped)
    writer.writerow([shown(head) for head in table.heads])
    for row in table.rows:
        writer.writerow([shown(one) for one in row])
    wrapped.flush()
    wrapped.detach()


def _xlsx(table: Table, out: IO[bytes]) -> None:
    """Every text is written as a text: nothing in it is a formula or a link."""
    writer = extra("xlsxwriter", "web")
    with TemporaryDirectory() as folder:
        options = {
            "constant_memory": True,
            "tmpdir": folder,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        book = writer.Workbook(out, options)
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        bold, date = book.add_format({"bold": True}), book.add_format({"num_format": _DATE})
        for column, head in enumerate(table.heads):
            sheet.set_column(column, column, max(10, min(40, len(head) + 4)))
            sheet.write_string(0, column, head, bold)
        for number, row in enumerate(table.rows, 1):
            for column, value in enumerate(row):
                _cell(sheet, number, column, value, date)
        book.close()


def _cell(sheet: Any, row: int, column: int, value: Any, date: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float | Decimal) and abs(float(value)) < _EXACT:
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime) and (bare := _bare(value)) >= _FIRST_DAY:
        sheet.write_datetime(row, column, bare, date)
    else:
        sheet.write_string(row, column, text(value)[:_LONGEST])


def _bare(value: datetime) -> datetime:
    return (value.astimezone(UTC) if value.tzinfo else value).replace(tzinfo=None)
