"""Turns a frozen core class into a flat row of plain cells, and back.

A field of a plain type is one cell; `Money` is two (`value` in minor units, `value_currency`);
anything else is one JSON cell, structured by cattrs.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from types import NoneType
from typing import Any, Generic, TypeVar, get_args

import attrs
from cattrs.preconf.json import make_converter

from revrise.core.conversations.transcript import Utterance, Word
from revrise.core.money import Money

T = TypeVar("T")
Cells = dict[str, Any]
_PLAIN = (str, int, float, bool, datetime)

json_cells = make_converter()
# Days repeat over the rows of an import, and writing one costs as much as the rest of its row.
json_cells.register_unstructure_hook(datetime, lru_cache(8_192)(datetime.isoformat))


# Of these a call has up to a million: what cattrs makes by itself takes thrice as long for each.
@json_cells.register_structure_hook
def _word(cell: Any, _: Any) -> Word:
    return Word(cell["text"], cell["start_ms"], cell["end_ms"])


@json_cells.register_structure_hook
def _utterance(cell: Any, _: Any) -> Utterance:
    words = tuple(_word(one, Word) for one in cell.get("words") or ())
    times = cell.get("start_ms"), cell.get("end_ms")
    return Utterance(cell["speaker"], cell["text"], *times, cell.get("channel"), words)


def _bare(annotation: Any) -> Any:
    """The type without its `| None`."""
    options = [option for option in get_args(annotation) if option is not NoneType]
    return options[0] if len(options) == 1 and NoneType in get_args(annotation) else annotation


class Codec(Generic[T]):
    """Both directions for one class; made once, used for every row."""

    def __init__(self, cls: type[T]) -> None:
        self.cls = cls
        fields = attrs.fields(attrs.resolve_types(cls))  # type: ignore[arg-type,type-var]
        self.types = {field.name: _bare(field.type) for field in fields}
        self.plain = [name for name, kind in self.types.items() if kind in _PLAIN]
        self._plain_of = attrgetter(*self.plain)
        self.money = [name for name, kind in self.types.items() if kind is Money]
        self.nested = {
            name: json_cells.get_unstructure_hook(kind)
            for name, kind in self.types.items()
            if kind not in _PLAIN and kind is not Money
        }

    @property
    def cells(self) -> list[str]:
        """The names of the cells of a row."""
        money = [cell for name in self.money for cell in (name, f"{name}_currency")]
        return [*self.plain, *money, *self.nested]

    def encode(self, thing: T) -> Cells:
        """The row of a thing."""
        row: Cells = dict(zip(self.plain, self._plain_of(thing), strict=True))
        for name in self.money:
            value = getattr(thing, name)
            row[name] = None if value is None else value.minor
            row[f"{name}_currency"] = None if value is None else value.currency
        for name, to_json in self.nested.items():
            value = getattr(thing, name)
            row[name] = to_json(value) if value else _empty(value)
        return row

    def decode(self, row: Mapping[str, Any]) -> T:
        """The thing of a row."""
        values = {name: row[name] for name in self.plain}
        for name in self.money:
            minor = row[name]
            values[name] = None if minor is None else Money(minor, row[f"{name}_currency"])
        for name in self.nested:
            cell = row[name]
            values[name] = None if cell is None else json_cells.structure(cell, self.types[name])
        return self.cls(**values)


def _empty(value: object) -> object:
    return {} if isinstance(value, Mapping) else None if value is None else []
