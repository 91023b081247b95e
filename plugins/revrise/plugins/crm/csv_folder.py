"""The CRM connector `csv`: a folder of CSV files read through a mapping file."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from attrs import field, frozen

from revrise.core.errors import Fatal, Misconfigured, Retriable, RevRiseError
from revrise.plugins.crm.cursor import Cursor, Files
from revrise.plugins.crm.cursor import load as load_cursor
from revrise.plugins.crm.encoding import FileState
from revrise.plugins.crm.entity_pages import EntityRows, pages
from revrise.plugins.crm.mapping import CrmMapping, Entity, load
from revrise.plugins.crm.source import Folder, Source
from revrise.ports import PluginManifest, hookimpl
from revrise.ports.crm import CrmCapabilities, CrmConnector, CrmConnectorKind, CrmPage, PreviewRow
from revrise.ports.readiness import Readiness


@frozen
class CsvFolder:
    """A folder and the mapping that says what its files mean.

    Incremental by content: an entity is read again only when one of its files changed.
    """

    folder: Path
    mapping: CrmMapping
    id: str = "csv"
    capabilities: CrmCapabilities = field(factory=lambda: CrmCapabilities(incremental=True))

    def check(self) -> Readiness:
        """Whether every mapped file and column is there."""
        try:
            with _reading(self.folder):
                self._sources(Folder(self.folder, self.mapping))
        except RevRiseError as error:
            reason = f"{error.culprit}: {error.message}" if error.culprit else error.message
            return Readiness(ready=False, reason=reason, remedy=error.remedy)
        return Readiness(ready=True)

    def pull(self, cursor: str | None) -> Iterator[CrmPage]:
        """Pages of at most 5,000 rows, one entity after another.

        Every header is checked before the first page. Resuming reads the rows before the cursor
        again, silently, so that ids seen there still count as taken.
        """
        with _reading(self.folder):
            start = load_cursor(cursor, self.mapping.digest)
            folder = Folder(self.folder, self.mapping)
            changed = [e for e in self.mapping.entities if not _unchanged(folder, e, start)]
            here = start
            for entity, sources in self._sources(folder, changed):
                files = {name: folder.scan(name).state for name in folder.files(entity)}
                skip = start.skipped(entity.key, files)
                rows = EntityRows(entity, sources, _remarks(folder, entity, sources))
                for page in pages(rows, here, files, skip):
                    yield page.page
                    here = page.cursor

    def preview(self, limit: int = 20) -> Iterator[PreviewRow]:
        """At most `limit` rows of each entity."""
        with _reading(self.folder):
            folder = Folder(self.folder, self.mapping)
            for entity, sources in self._sources(folder):
                yield from islice(EntityRows(entity, sources, ()).preview(), limit)

    def _sources(
        self, folder: Folder, entities: Iterable[Entity] | None = None
    ) -> list[tuple[Entity, list[Source]]]:
        chosen = self.mapping.entities if entities is None else entities
        return [(e, _of(folder, e)) for e in chosen]


def _of(folder: Folder, entity: Entity) -> list[Source]:
    found = (folder.source(entity, name) for name in folder.files(entity))
    return [source for source in found if source]


def _unchanged(folder: Folder, entity: Entity, cursor: Cursor) -> bool:
    """Whether an entity was read before as it is now; files are opened only when in doubt."""
    known: Files = cursor.done.get(entity.key, {})
    names = folder.files(entity)
    if set(names) != set(known):
        return False
    return all(_looks_same(folder, name, known[name]) for name in names)


def _looks_same(folder: Folder, name: str, known: FileState) -> bool:
    stat = (folder.path / name).stat()
    if (stat.st_size, stat.st_mtime_ns) == (known.size, known.mtime):
        return True
    return stat.st_size == known.size and folder.scan(name).state.sha256 == known.sha256


def _remarks(folder: Folder, entity: Entity, sources: list[Source]) -> tuple[str, ...]:
    """Once per file: it is empty, its encoding was guessed, nobody maps some of its columns."""
    if next(e for e in folder.mapping.entities if e.file == entity.file) is not entity:
        return ()
    read = {source.name: source for source in sources}
    said: dict[str, list[str]] = {}
    for name in folder.files(entity):
        for remark in _about(folder, entity, name, read.get(name)):
            said.setdefault(remark, []).append(name)
    return tuple(f"{_listed(names)}: {remark}" for remark, names in said.items())


def _about(folder: Folder, entity: Entity, name: str, source: Source | None) -> Iterator[str]:
    if source is None:
        yield "is empty"
        return
    if not entity.encoding and folder.scan(name).guessed:
        yield f"is not UTF-8, read as {source.format.encoding}; set encoding to be sure"
    if columns := folder.unmapped(name, source.names):
        yield f"columns not mapped: {', '.join(columns)}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


@contextmanager
def _reading(folder: Path) -> Iterator[None]:
    if not folder.is_dir():
        raise Misconfigured("there is no such folder", culprit=str(folder))
    try:
        yield
    except OSError as error:
        kind = Retriable if isinstance(error, TimeoutError | ConnectionError) else Fatal
        raise kind(
            f"cannot be read: {error.strerror or error}",
            culprit=str(error.filename or folder),
            remedy="check that the file is there and readable, then run again",
        ) from error


@frozen
class CsvKind:
    """Makes `csv` connectors."""

    id: str = "csv"
    title: str = "Folder of CSV files"

    def connect(self, source: str, options: Mapping[str, str]) -> CrmConnector:
        """A connector to the folder `source`; option `mapping` is the path of the mapping file.

        Raises Misconfigured naming the option, or the file and key of the mapping at fault.
        """
        for name in options:
            if name != "mapping":
                raise Misconfigured("csv has no such option", culprit=name, remedy="use mapping")
        if "mapping" not in options:
            raise Misconfigured(
                "csv needs a mapping file",
                culprit="mapping",
                remedy="start from what `revrise crm map DIR` proposes",
            )
        return CsvFolder(Path(source), load(Path(options["mapping"])))

    def propose(self, source: str) -> str:
        """A mapping guessed from headers and values of the folder's CSV files."""
        from revrise.plugins.crm.guess import guess

        with _reading(Path(source)):
            return guess(Path(source))


@hookimpl
def manifest() -> PluginManifest:
    """Who this plugin is."""
    return PluginManifest(
        id="csv", name="CSV folder", api="1", summary="Imports a CRM from a folder of CSV files."
    )


@hookimpl
def register_crm_connectors() -> Iterable[CrmConnectorKind]:
    """The one kind it offers."""
    return (CsvKind(),)
