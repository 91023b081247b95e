"""Rows into records: an entity and a header compiled once into one function."""

from collections.abc import Callable, Sequence
from operator import call, itemgetter
from typing import Any

from attrs import define, field

from revrise.core.errors import Invalid
from revrise.plugins.crm.fields import ID, FieldMap
from revrise.plugins.crm.mapping import Entity
from revrise.plugins.crm.seen import Seen
from revrise.plugins.crm.values import Memo, Parse
from revrise.ports.crm import CrmRecord, RowError

Row = Sequence[str]
Outcome = CrmRecord | RowError | None
ReadRow = Callable[[Row, int], Outcome]


@define
class Taken:
    """What an entity has said so far; `differing` rows said something else about a taken id."""

    ids: Seen = field(factory=Seen)
    cells: Seen = field(factory=Seen)
    differing: int = 0


def compiled(entity: Entity, names: Sequence[str], file: str, taken: Taken) -> ReadRow:
    """The function (row, line) → record, error, or None for a row that says nothing (new).

    `names` is the header and holds every mapped column; `taken` knows the ids read before.
    """
    width, kind, constants = len(names), entity.kind, dict(entity.constants)
    id_of = _reader(next(f for f in entity.fields if f.name == ID), names)
    plain = [f for f in entity.fields if f.name != ID and not f.pattern]
    built = [(f.name, _reader(f, names)) for f in entity.fields if f.name != ID and f.pattern]
    cells = _cells([names.index(f.columns[0]) for f in plain])
    fields, parsers = [f.name for f in plain], [_parser(f) for f in plain]
    fresh = taken.ids.add

    def read(row: Row, line: int) -> Outcome:
        if len(row) != width:
            return _misshapen(row, width, file, line)
        try:
            external_id = id_of(row)
            found = dict(zip(fields, map(call, parsers, cells(row)), strict=True))
            for name, value_of in built:
                found[name] = value_of(row)
        except Invalid:
            return _explained(entity, names, row, RowError(file, line, "", ""))
        if not fresh(external_id):
            return _repeated(entity, taken, external_id, RowError(file, line, "", ""))
        if constants:
            found.update(constants)
        return CrmRecord(kind, external_id, found, (file, line))

    return _unheard(entity, names, taken, read) if entity.distinct else read


def _unheard(entity: Entity, names: Sequence[str], taken: Taken, read: ReadRow) -> ReadRow:
    """Passes over the rows whose mapped cells were all read before, together."""
    mapped = {column for f in entity.fields for column in f.columns}
    cells = itemgetter(*sorted(names.index(column) for column in mapped))
    width, fresh = len(names), taken.cells.add
    return lambda row, line: read(row, line) if len(row) != width or fresh(cells(row)) else None


def _repeated(entity: Entity, taken: Taken, external_id: str, at: RowError) -> Outcome:
    if entity.distinct:
        taken.differing += 1
        return None
    column = next(", ".join(f.columns) for f in entity.fields if f.name == ID)
    reason = f"duplicate id {external_id!r}; the first row counts"
    return RowError(at.file, at.line, column, reason)


def _parser(mapped: FieldMap) -> Parse:
    return Memo(mapped.parse).__getitem__ if mapped.repeats else mapped.parse


def _cells(indexes: list[int]) -> Callable[[Row], Sequence[str]]:
    if len(indexes) > 1:
        return itemgetter(*indexes)
    return lambda row: [row[index] for index in indexes]


def _reader(mapped: FieldMap, names: Sequence[str]) -> Callable[[Row], Any]:
    parse, source = _parser(mapped), _source(mapped, names)
    return lambda row: parse(source(row))


def _source(mapped: FieldMap, names: Sequence[str]) -> Callable[[Row], str]:
    """The text a field is read from; a template whose columns are all empty is empty."""
    indexes, pattern = [names.index(column) for column in mapped.columns], mapped.pattern
    if not pattern:
        return itemgetter(indexes[0])

    def fill(row: Row) -> str:
        parts = tuple(row[index].strip() for index in indexes)
        return pattern % parts if any(parts) else ""

    return fill


def _misshapen(row: Row, width: int, file: str, line: int) -> Outcome:
    if not any(cell.strip() for cell in row):
        return None
    return RowError(file, line, "", f"has {len(row)} columns, the header has {width}")


def _explained(entity: Entity, names: Sequence[str], row: Row, at: RowError) -> Outcome:
    """Why a row was refused: the first field that raises; None when the row says nothing."""
    if not any(cell.strip() for cell in row):
        return None
    for mapped in entity.fields:
        cell = _source(mapped, names)(row)
        if mapped.name == ID and entity.distinct and not cell.strip():
            return None
        try:
            mapped.parse(cell)
        except Invalid as error:
            return RowError(at.file, at.line, ", ".join(mapped.columns), error.message)
    return RowError(at.file, at.line, "", "cannot be read")
