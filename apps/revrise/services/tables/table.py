"""A CSV file somebody hands in: any usual encoding and delimiter, read row by row."""

import codecs
import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from attrs import field, frozen

from revrise.core.errors import Invalid, NotFound

_BLOCK = 1 << 20
_SAMPLE = 4096
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = ",;\t|"
KEPT_REJECTIONS = 1000


@frozen
class Rejection:
    """A row or cell that was left out: its file, line (1 is the header), column and reason."""

    file: str
    line: int
    column: str
    reason: str

    def as_document(self) -> dict[str, str | int]:
        """As JSON has it."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "reason": self.reason,
        }


@frozen
class Rejections:
    """What was left out: the first thousand in full, and how many in all."""

    file: str
    first: list[Rejection] = field(factory=list)
    _count: list[int] = field(factory=lambda: [0])

    def add(self, line: int, column: str, reason: str) -> None:
        """One more."""
        self._count[0] += 1
        if len(self.first) < KEPT_REJECTIONS:
            self.first.append(Rejection(self.file, line, column, reason))

    @property
    def total(self) -> int:
        """How many there were."""
        return self._count[0]


@frozen
class CsvTable:
    """A file with its header; `rows` reads it, in constant memory."""

    path: Path
    header: tuple[str, ...]
    encoding: str
    delimiter: str

    def rows(self, rejected: Rejections) -> Iterator[tuple[int, Sequence[str]]]:
        """(line, cells) of every row that is not empty; rows of another width are rejected."""
        width = len(self.header)
        for line, cells in _lines(self.path, self.encoding, self.delimiter):
            if line == 1 or not any(cells):
                continue
            if len(cells) != width:
                rejected.add(line, "", f"has {len(cells)} cells, the header has {width}")
            else:
                yield line, cells

    def index(self, name: str) -> int:
        """Where a column is. Raises NotFound naming those there are."""
        if name not in self.header:
            known = ", ".join(self.header)
            raise NotFound(
                f"there is no column {name!r}",
                culprit=f"{self.path}:1",
                remedy=f"the columns are: {known}",
            )
        return self.header.index(name)


def open_table(path: Path) -> CsvTable:
    """The table of a file. Raises NotFound without one, Invalid for one without a usable header."""
    if not path.is_file():
        raise NotFound("there is no such file", culprit=str(path))
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        first = file.readline(_BLOCK)
    delimiter = max(_DELIMITERS, key=first.count)
    _, cells = next(_lines(path, encoding, delimiter), (1, []))
    header = tuple(cell.strip() for cell in cells)
    _check(header, path)
    return CsvTable(path, header, encoding, delimiter)


def _check(header: Sequence[str], path: Path) -> None:
    culprit = f"{path}:1"
    if not any(header):
        raise Invalid("the file is empty", culprit=culprit, remedy="give column names in line 1")
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise Invalid(f"column names appear twice: {', '.join(twice)}", culprit=culprit)


def _lines(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    line = 0
    try:
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(file, delimiter=delimiter)
            for cells in reader:
                yield line + 1, cells
                line = reader.line_num
    except csv.Error as error:
        raise Invalid(
            f"this is not CSV: {error}", culprit=f"{path}:{line + 1}", remedy="check the quotes"
        ) from None
    except UnicodeDecodeError as error:
        raise Invalid(
            f"bytes that are not {encoding} after line {line}: {error.reason}",
            culprit=str(path),
            remedy="save it as UTF-8",
        ) from None


def _encoding(path: Path) -> str:
    """By its mark, by its zero bytes, UTF-8 where it decodes, else GB18030."""
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    zeros = head.count(0)
    if zeros * 10 > len(head):
        return "utf-16-le" if head[1::2].count(0) * 2 > zeros else "utf-16-be"
    return "utf-8" if _decodes(_blocks(path)) else "gb18030"


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _decodes(blocks: Iterable[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for block in blocks:
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
