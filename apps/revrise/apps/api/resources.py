"""What a list or a single thing looks like from outside: columns, filters, orders."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property, lru_cache
from types import NoneType
from typing import Any, get_args

import attrs
import msgspec
from attrs import frozen

from revrise.apps.api.sentences.chinese import told
from revrise.apps.api.views.common import Amount
from revrise.core.bilingual import Language
from revrise.core.governance.rule import ALWAYS, Rule
from revrise.core.governance.scope import Scope
from revrise.core.money import Money, exponent


@attrs.define(frozen=True, slots=False)
class Resource:
    """A kind of record on the API, under `/v1/<path>`.

    `one` and `many` are its names in English, `order` the usual order (`-opened_at`), `heavy`
    the fields that come only with a single one, `only` a rule that always holds. `listing` are
    texts of words: they are filtered by a word in them, or by `any`. `told` are sentences of
    services: they are said in the language asked for.
    """

    kind: type[Any]
    name: str
    path: str
    one: str
    many: str
    tag: str
    view: type[msgspec.Struct]
    filters: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ()
    order: str = ""
    heavy: frozenset[str] = frozenset()
    only: Rule = ALWAYS
    listing: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()

    @cached_property
    def types(self) -> Mapping[str, Any]:
        """The type of each cell, without its `| None`."""
        fields = attrs.fields(attrs.resolve_types(self.kind))
        found: dict[str, Any] = {}
        for field in fields:
            bare = _bare(field.type)
            found[field.name] = int if bare is Money else bare
            if bare is Money:
                found[f"{field.name}_currency"] = str
        return found

    @cached_property
    def money(self) -> tuple[str, ...]:
        """The fields that are an amount and its currency."""
        fields = attrs.fields(attrs.resolve_types(self.kind))
        return tuple(field.name for field in fields if _bare(field.type) is Money)

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields of the view, in its order."""
        return tuple(field.encode_name for field in msgspec.structs.fields(self.view))

    def columns(self, scope: Scope, wanted: tuple[str, ...] | None, *, whole: bool) -> Any:
        """The cells to read: those asked for, else all that are shown and may be read.

        Remembered per policy: it is the same for everybody with the same grants.
        """
        if wanted is not None:
            return self._cells(wanted)
        return _readable(self, scope.grants, whole)

    def shown(self, row: Mapping[str, Any], language: Language) -> dict[str, Any]:
        """A row as the API shows it; money becomes an amount with its currency."""
        found = {**row, **{one: told(row[one], language) for one in self.told if row.get(one)}}
        for name in self.money:
            if name in found:
                found[name] = amount(found[name], found.pop(f"{name}_currency", None))
        return found

    def _cells(self, fields: tuple[str, ...]) -> tuple[str, ...]:
        cells = [
            cell
            for name in dict.fromkeys(("id", "version", *fields))
            for cell in ((name, f"{name}_currency") if name in self.money else (name,))
        ]
        return tuple(cells)

    def __hash__(self) -> int:
        return id(self)


@lru_cache(512)
def _readable(resource: Resource, grants: tuple[Any, ...], whole: bool) -> tuple[str, ...]:  # noqa: FBT001
    fields = [name for name in resource.fields if whole or name not in resource.heavy]
    cells = resource._cells(tuple(fields))
    scope = Scope("", "", "", "", grants)
    return tuple(name for name in cells if scope.covers(name))


def amount(minor: int | None, currency: str | None) -> dict[str, str] | None:
    """Money as JSON: a decimal text and a currency, or None."""
    if minor is None or currency is None:
        return None
    digits = exponent(currency)
    if not digits:
        return {"amount": str(minor), "currency": currency}
    sign, whole = ("-", -minor) if minor < 0 else ("", minor)
    head, tail = divmod(whole, 10**digits)
    return {"amount": f"{sign}{head}.{tail:0{digits}}", "currency": currency}


def money(given: Amount) -> Money:
    """Money from JSON. Raises Invalid for too many decimals and unknown currencies."""
    return Money.of(given.amount, given.currency)


def _bare(annotation: Any) -> Any:
    options = [option for option in get_args(annotation) if option is not NoneType]
    return options[0] if len(options) == 1 and NoneType in get_args(annotation) else annotation


@frozen
class Kind:
    """How values of a filter are written."""

    schema: Mapping[str, Any]
    compared: bool


KINDS: Mapping[Any, Kind] = {
    str: Kind({"type": "string", "maxLength": 200}, compared=False),
    bool: Kind({"type": "boolean"}, compared=False),
    int: Kind({"type": "integer", "minimum": -(2**53), "maximum": 2**53}, compared=True),
    float: Kind({"type": "number"}, compared=True),
    datetime: Kind({"type": "string", "format": "date-time"}, compared=True),
}
