"""One canonical field of a mapping: the columns its text comes from and what reads it."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from attrs import field, frozen

from revrise.core.errors import Invalid
from revrise.plugins.crm.section import Section
from revrise.plugins.crm.style import Style
from revrise.plugins.crm.values import MISSING, Parse, parser, replaced, required
from revrise.ports.crm import FIELDS, TEXT

ID = "external_id"
_LONGEST_ID = 255  # characters
_LARGEST_SCALE = 10**12
_SLOT = re.compile(r"\{([^{}]+)\}")
_FIELD_KEYS = ("column", "template", "values", "date_format", "scale")


@frozen
class FieldMap:
    """Reads one field; `key` is its place in the mapping, for errors.

    `pattern` is a %-format over the columns, empty for the text of one column as it is.
    `repeats` says that cells are worth remembering.
    """

    name: str
    key: str
    columns: tuple[str, ...]
    pattern: str
    parse: Parse = field(eq=False)
    repeats: bool = True


def field_map(fields: Section, name: str, kind: str, style: Style, *, needed: bool) -> FieldMap:
    """The field `name` of a `fields` table: a column, a template, or a table with options."""
    spec = fields.table[name]
    if isinstance(spec, str):
        spec = {"template" if _SLOT.search(spec) else "column": spec}
    if not isinstance(spec, dict):
        raise fields.wrong(name, "must be a column name, a template or a table")
    section = fields.inner(name, spec)
    section.only(_FIELD_KEYS)
    columns, pattern = _columns(section)
    values = _values(section)
    parse = _identity if name == ID else _parse(section, FIELDS[kind][name], style)
    if needed and name != ID:
        parse = required(parse)
    return FieldMap(
        name=name,
        key=section.key,
        columns=columns,
        pattern=pattern,
        parse=replaced(parse, values) if values else parse,
        repeats=bool(values) or (name != ID and FIELDS[kind][name] != TEXT),
    )


def _columns(section: Section) -> tuple[tuple[str, ...], str]:
    column, template = section.text("column"), section.text("template")
    if bool(column) == bool(template):
        raise section.wrong("", "needs either column or template")
    if column:
        return (column,), ""
    if not _SLOT.search(template):
        raise section.wrong("template", "names no {column}", "put fixed values under constants")
    return tuple(_SLOT.findall(template)), _SLOT.sub("%s", template.replace("%", "%%"))


def _values(section: Section) -> Mapping[str, str]:
    values = section.section("values").table
    if not all(isinstance(value, str) for value in values.values()):
        raise section.wrong("values", "must map text to text")
    return values


def _parse(section: Section, type_: str, style: Style) -> Parse:
    return parser(
        type_,
        formats=section.texts("date_format", style.dates),
        zone=ZoneInfo(style.zone),
        point=style.point,
        scale=_scale(section),
    )


def _scale(section: Section) -> Decimal | None:
    found = section.table.get("scale")
    if found is None:
        return None
    if (
        isinstance(found, bool)
        or not isinstance(found, int | float)
        or not 0 < found < _LARGEST_SCALE
    ):
        raise section.wrong("scale", "must be a positive number, e.g. 1000000 for millions")
    return Decimal(str(found))


def _identity(cell: str) -> str:
    """The text of an external id."""
    value = cell.strip()
    if not value:
        raise Invalid(MISSING)
    if len(value) > _LONGEST_ID:
        raise Invalid(f"is longer than {_LONGEST_ID} characters")
    return value


def constants(section: Section, kind: str, style: Style) -> Mapping[str, Any]:
    """The fixed values of an entity: its `constants` table, and the currency it states."""
    table, mapped = section.section("constants"), section.section("fields").table
    table.only(FIELDS[kind])
    for name in table.table:
        if name in mapped:
            raise table.wrong(name, "is already mapped under fields")
    made = {name: _constant(table, name, kind, style) for name in table.table}
    if style.currency and "currency" in FIELDS[kind] and "currency" not in mapped:
        return {"currency": style.currency, **made}
    return made


def _constant(table: Section, name: str, kind: str, style: Style) -> Any:
    read = parser(
        FIELDS[kind][name], formats=style.dates, zone=ZoneInfo(style.zone), point=".", scale=None
    )
    try:
        return read(";".join(table.texts(name)))
    except Invalid as error:
        raise table.wrong(name, error.message) from None
