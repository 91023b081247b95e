"""The files an entity is read from: found in the folder, scanned once, headers checked."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import define, field, frozen

from revrise.core.errors import Misconfigured
from revrise.plugins.crm.encoding import Scan, scan
from revrise.plugins.crm.mapping import CrmMapping, Entity
from revrise.plugins.crm.reader import BadRow, Format, header, rows, sniff
from revrise.plugins.crm.rows import Row
from revrise.plugins.crm.section import did_you_mean


@frozen
class Source:
    """One file as one entity reads it."""

    name: str
    format: Format
    names: Sequence[str]

    def rows(self) -> Iterator[tuple[int, Row | BadRow]]:
        """The rows below the header with their lines."""
        with self.format.open() as file:
            found = rows(file, self.format.delimiter)
            next(found, None)
            yield from found


@define
class Folder:
    """A folder of CSV files; remembers what it found out about each of them."""

    path: Path
    mapping: CrmMapping
    _scans: dict[str, Scan] = field(factory=dict, init=False)

    def files(self, entity: Entity) -> list[str]:
        """Names of an entity's files, sorted. Raises Misconfigured when there are none."""
        if any(mark in entity.file for mark in "*?["):
            found = sorted(str(p.relative_to(self.path)) for p in self.path.glob(entity.file))
            found = [name for name in found if (self.path / name).is_file()]
        else:
            found = [entity.file] if (self.path / entity.file).is_file() else []
        if found:
            return found
        here = sorted(p.name for p in self.path.glob("*") if p.is_file())
        hint = did_you_mean(entity.file, here)
        raise self._wrong(f"{entity.key}.file", f"no file {entity.file!r} in {self.path}{hint}")

    def scan(self, name: str) -> Scan:
        """State and encoding of a file, read through once."""
        if name not in self._scans:
            self._scans[name] = scan(self.path / name)
        return self._scans[name]

    def source(self, entity: Entity, name: str) -> Source | None:
        """A file ready to be read; None when it has not even a header.

        Raises Misconfigured for another encoding than stated, a broken header, a mapped column
        that is missing or there twice.
        """
        encoding = entity.encoding or self.scan(name).encoding
        try:
            form, names = _opened(self.path / name, encoding, entity.delimiter)
        except UnicodeError as error:
            raise self._wrong(f"{entity.key}.encoding", f"{name}: {error}") from None
        if isinstance(names, BadRow):
            raise self._wrong(f"{entity.key}.file", f"{name}: its header is bad: {names.reason}")
        if not names:
            return None
        self._check(entity, name, names)
        return Source(name, form, names)

    def unmapped(self, name: str, names: Sequence[str]) -> list[str]:
        """Columns of a file that no entity reading it maps or ignores."""
        known = {column for e in self._readers(name) for f in e.fields for column in f.columns}
        known.update(column for e in self._readers(name) for column in e.ignore)
        return [column for column in names if column and column not in known]

    def _readers(self, name: str) -> list[Entity]:
        return [e for e in self.mapping.entities if e.file == name or Path(name).match(e.file)]

    def _check(self, entity: Entity, name: str, names: Sequence[str]) -> None:
        count = Counter(names)
        for mapped in entity.fields:
            for column in mapped.columns:
                if not count[column]:
                    hint = did_you_mean(column, names)
                    raise self._wrong(mapped.key, f"no column {column!r} in {name}{hint}")
                if count[column] > 1:
                    raise self._wrong(mapped.key, f"column {column!r} is in {name} twice")

    def _wrong(self, key: str, message: str) -> Misconfigured:
        return Misconfigured(message, culprit=f"{self.mapping.name}: {key}")


def _opened(path: Path, encoding: str, delimiter: str) -> tuple[Format, list[str] | BadRow]:
    form = Format(path, encoding, delimiter or sniff(path, encoding))
    return form, header(form)
