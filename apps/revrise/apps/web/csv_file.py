"""Tables as CSV files that a spreadsheet opens without running anything."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from litestar import Response

# What makes a spreadsheet take a cell for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARK = "\ufeff"  # tells Excel that it is UTF-8


def cell(value: Any) -> Any:
    """A cell as it is written: numbers as they are, texts that look like formulas quoted."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_file(name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response[bytes]:
    """A file to download."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([cell(head) for head in heads])
    writer.writerows([[cell(one) for one in row] for row in rows])
    return Response(
        (_MARK + out.getvalue()).encode(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
