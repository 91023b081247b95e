"""The mapping file: which column of which file becomes which canonical field, and how.

A table (or array of tables) per kind; docs/mappings/README.md explains every key.
"""

import tomllib
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from attrs import frozen

from revrise.core.errors import Misconfigured
from revrise.plugins.crm.fields import ID, FieldMap, constants, field_map
from revrise.plugins.crm.section import Section, did_you_mean
from revrise.plugins.crm.style import STYLE_KEYS, Style, style
from revrise.ports.crm import FIELDS, KINDS

_LARGEST = 1 << 20  # bytes
_ENTITY_KEYS = (*STYLE_KEYS, "file", "distinct", "required", "ignore", "fields", "constants")


@frozen
class Entity:
    """One kind read from one file (or several of a glob pattern); `key` is its table.

    `distinct` means many rows speak of the same thing: the first is taken, a row without an id
    passed over. `ignore` lists columns left out on purpose.
    """

    key: str
    kind: str
    file: str
    fields: tuple[FieldMap, ...]
    constants: Mapping[str, Any]
    distinct: bool
    ignore: tuple[str, ...]
    encoding: str
    delimiter: str


@frozen
class CrmMapping:
    """A whole mapping: its file name, a digest of its text, its entities in order of kind."""

    name: str
    digest: str
    entities: tuple[Entity, ...]


def load(path: Path) -> CrmMapping:
    """The mapping in a TOML file. Raises Misconfigured naming the file, and the key or line."""
    try:
        if path.stat().st_size > _LARGEST:
            raise Misconfigured(
                f"larger than {_LARGEST:,} bytes, too large for a mapping",
                culprit=str(path),
                remedy="give the mapping file, not the data",
            )
        return parse(path.read_text(encoding="utf-8-sig"), path.name)
    except FileNotFoundError:
        raise Misconfigured(
            "there is no such mapping file",
            culprit=str(path),
            remedy="write one, or start from what `revrise crm map DIR` proposes",
        ) from None
    except (OSError, ValueError) as error:
        raise Misconfigured(f"cannot be read: {error}", culprit=str(path)) from None


def parse(text: str, name: str) -> CrmMapping:
    """The mapping in a TOML text. Raises Misconfigured naming `name`, and the key or line."""
    try:
        root = Section(name, "", tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Misconfigured(f"is not TOML: {error}", culprit=name) from None
    root.only(("source", *KINDS))
    source = root.section("source")
    source.only(STYLE_KEYS)
    base = style(source, Style())
    entities = tuple(_entity(table, kind, base) for kind in KINDS for table in _tables(root, kind))
    if not entities:
        known = ", ".join(KINDS)
        raise Misconfigured("maps nothing", culprit=name, remedy=f"add a table: one of {known}")
    return CrmMapping(name, blake2b(text.encode(), digest_size=8).hexdigest(), entities)


def _tables(root: Section, kind: str) -> Iterator[Section]:
    found = root.table.get(kind, [])
    if isinstance(found, dict):
        yield root.inner(kind, found)
        return
    if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
        raise root.wrong(kind, "must be a table or an array of tables")
    for number, table in enumerate(found, 1):
        yield root.inner(f"{kind}[{number}]" if len(found) > 1 else kind, table)


def _entity(section: Section, kind: str, base: Style) -> Entity:
    section.only(_ENTITY_KEYS)
    own, fields, needed = style(section, base), section.section("fields"), _required(section)
    fields.only((ID, *FIELDS[kind]))
    if ID not in fields.table:
        raise section.wrong("fields", f"{ID} is missing", "name the column that identifies a row")
    return Entity(
        key=section.key,
        kind=kind,
        file=_file(section),
        fields=tuple(
            field_map(fields, name, kind, own, needed=name in needed) for name in fields.table
        ),
        constants=constants(section, kind, own),
        distinct=section.flag("distinct"),
        ignore=section.texts("ignore"),
        encoding=own.encoding,
        delimiter=own.delimiter,
    )


def _file(section: Section) -> str:
    name = section.text("file")
    if not name:
        raise section.wrong("file", "is missing: a CSV file, or a pattern such as '*.csv'")
    if Path(name).is_absolute() or ".." in Path(name).parts or "\0" in name:
        raise section.wrong("file", f"{name!r} leaves the folder")
    return name


def _required(section: Section) -> tuple[str, ...]:
    names, mapped = section.texts("required"), section.section("fields").table
    for name in names:
        if name not in mapped:
            message = f"no mapped field {name!r}{did_you_mean(name, mapped)}"
            raise section.wrong("required", message)
    return (ID, *names)
