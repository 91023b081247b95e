"""Rows of a delimited file with their physical lines, a broken row never taking others along."""

import csv
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from attrs import frozen

from revrise.plugins.crm.encoding import ON_ERROR, UNREADABLE

_LONGEST_LINE = 1 << 20  # characters
_LONGEST_ROW = 1_000  # lines
_BLOCK = 512  # lines
_ENDS = ("\n", "\r")
_DELIMITERS = ",;\t|"
_PLAIN = {"unexpected end of data": "a quote is opened and never closed"}


@frozen
class Format:
    """The file, its encoding and its delimiter."""

    path: Path
    encoding: str
    delimiter: str

    def open(self) -> TextIO:
        """The text, line ends untouched, unreadable bytes marked."""
        return self.path.open(encoding=self.encoding, errors=ON_ERROR, newline="")


@frozen
class BadRow:
    """A row that could not be read, and why."""

    reason: str


def sniff(path: Path, encoding: str) -> str:
    """The delimiter that splits the first line into the most columns; comma when none does."""
    with Format(path, encoding, ",").open() as file:
        head = file.readline(_LONGEST_LINE)
    return max(_DELIMITERS, key=lambda mark: len(_split(head, mark)))


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def header(format_: Format) -> list[str] | BadRow:
    """The names in the first row, blanks trimmed; empty for a file without rows."""
    with format_.open() as file:
        for _, row in rows(file, format_.delimiter):
            return row if isinstance(row, BadRow) else [name.strip() for name in row]
    return []


def rows(file: TextIO, delimiter: str) -> Iterator[tuple[int, Sequence[str] | BadRow]]:
    """Each row with the line it starts on, blank lines skipped.

    Quoting is strict: a row whose quotes do not match is bad, and reading goes on with the line
    after its first one, so a stray quote costs one row.
    """
    feed = _Feed(file)
    while True:
        start = feed.row
        reader = csv.reader(feed.lines(), delimiter=delimiter, strict=True)
        try:
            for row in reader:
                line, feed.row = feed.row, start + reader.line_num
                if feed.flaws and (flaw := feed.flaw(line)):
                    yield line, BadRow(flaw)
                elif row:
                    yield line, row
        except csv.Error as error:
            yield feed.row, BadRow(_PLAIN.get(str(error), str(error)))
            feed.row += 1
        else:
            return


class _Feed:
    """Lines for the reader, by the block; keeps those since `row`, the line the row starts on."""

    def __init__(self, file: TextIO) -> None:
        self.row = 1
        self.flaws: dict[int, str] = {}
        self._encoding = file.encoding
        self._lines = _cut(file)
        self._kept: list[str] = []
        self._first = 1

    def lines(self) -> Iterator[str]:
        """Lines from `row` on. Raises csv.Error when a row does not end."""
        return chain.from_iterable(self._blocks())

    def flaw(self, line: int) -> str:
        """What is wrong with the lines from `line` up to `row`, and forgets it."""
        return " and ".join(filter(None, (self.flaws.pop(n, "") for n in range(line, self.row))))

    def _blocks(self) -> Iterator[list[str]]:
        self._forget()
        if self._kept:
            yield self._kept
        while True:
            self._forget()
            if len(self._kept) > _LONGEST_ROW:
                raise csv.Error(f"the row does not end within {_LONGEST_ROW:,} lines")
            if not (block := list(islice(self._lines, _BLOCK))):
                return
            if _suspect(block):
                block = list(self._mended(block))
            self._kept += block
            yield block

    def _forget(self) -> None:
        del self._kept[: self.row - self._first]
        self._first = self.row

    def _mended(self, block: list[str]) -> Iterator[str]:
        """The lines of a block, flaws noted, over-long lines emptied."""
        for number, line in enumerate(block, self._first + len(self._kept)):
            if _overlong(line):
                self.flaws[number] = f"the line is longer than {_LONGEST_LINE:,} characters"
                yield "\n"
                continue
            if UNREADABLE in line:
                self.flaws[number] = f"holds bytes that are not {self._encoding}"
            elif "\0" in line:
                self.flaws[number] = "holds a NUL byte"
            yield line


def _cut(file: TextIO) -> Iterator[str]:
    """Lines; of an over-long one the beginning, its rest passed over and never held."""
    pieces = iter(partial(file.readline, _LONGEST_LINE), "")
    for line in pieces:
        if _overlong(line):
            next((rest for rest in pieces if rest.endswith(_ENDS)), None)
        yield line


def _overlong(line: str) -> bool:
    return len(line) == _LONGEST_LINE and not line.endswith(_ENDS)


def _suspect(block: list[str]) -> bool:
    text = "".join(block)
    return "\0" in text or UNREADABLE in text or max(map(len, block)) >= _LONGEST_LINE
