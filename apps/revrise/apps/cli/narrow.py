"""A table on a screen too narrow for its columns: each row as lines of heading and cell."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

# A column is read with so many letters in a line, or as many as it has.
_READ = 8
_BETWEEN = 3


def fits(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> bool:
    """Whether the columns can stand side by side in so many letters; an id is never cut."""
    columns = zip(headings, *rows, strict=True)
    return sum(_least(*column) + _BETWEEN for column in columns) <= width


def _least(heading: str, *cells: str) -> int:
    if heading == "id":
        return max(map(cell_len, cells), default=0)
    words = (cell_len(word) for cell in (heading, *cells) for word in cell.split())
    return min(_READ, max(words, default=0))


def lines(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows one below the other, an empty line between two."""
    wide = max(map(cell_len, headings))
    for row in rows:
        for heading, cell in zip(headings, row, strict=True):
            yield f"{heading}{' ' * (wide - cell_len(heading))}  {cell}".rstrip()
        yield ""
