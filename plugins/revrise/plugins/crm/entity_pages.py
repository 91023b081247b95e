"""One entity's files as records, and those records as pages with a cursor after each."""

from collections.abc import Iterator, Sequence
from itertools import islice

from attrs import define, field, frozen

from revrise.plugins.crm.cursor import Cursor, Files
from revrise.plugins.crm.mapping import Entity
from revrise.plugins.crm.reader import BadRow
from revrise.plugins.crm.rows import Outcome, Taken, compiled
from revrise.plugins.crm.source import Source
from revrise.ports.crm import CrmPage, CrmRecord, PreviewRow, RowError

PAGE = 5_000  # rows


@define
class EntityRows:
    """The rows of one entity over all its files, ids unique across them."""

    entity: Entity
    sources: Sequence[Source]
    remarks: tuple[str, ...]
    taken: Taken = field(factory=Taken, init=False)

    def outcomes(self) -> Iterator[Outcome]:
        """A record, an error or None for every row."""
        for source in self.sources:
            name, read = source.name, compiled(self.entity, source.names, source.name, self.taken)
            for line, row in source.rows():
                if isinstance(row, BadRow):
                    yield RowError(name, line, "", row.reason)
                else:
                    yield read(row, line)

    def preview(self) -> Iterator[PreviewRow]:
        """Rows that yield a record or an error, beside what they yield."""
        kind = self.entity.kind
        for source in self.sources:
            read = compiled(self.entity, source.names, source.name, self.taken)
            for line, row in source.rows():
                if isinstance(row, BadRow):
                    yield PreviewRow(kind, {}, None, RowError(source.name, line, "", row.reason))
                    continue
                cells = dict(zip(source.names, row, strict=False))
                outcome = read(row, line)
                if isinstance(outcome, CrmRecord):
                    yield PreviewRow(kind, cells, outcome)
                elif outcome:
                    yield PreviewRow(kind, cells, None, outcome)


@frozen
class MarkedPage:
    """A page and the cursor it carries, still as an object."""

    page: CrmPage
    cursor: Cursor


def pages(rows: EntityRows, start: Cursor, files: Files, skip: int) -> Iterator[MarkedPage]:
    """Pages of an entity after its first `skip` rows, the last one marking it as finished."""
    key, outcomes, count = rows.entity.key, rows.outcomes(), skip
    next(islice(outcomes, skip, skip), None)
    warnings = () if skip else rows.remarks
    while len(batch := list(islice(outcomes, PAGE))) == PAGE:
        count += PAGE
        yield _page(batch, warnings, start.at(key, files, count))
        warnings = ()
    yield _page(batch, (*warnings, *_differing(rows)), start.finished(key, files))


def _page(batch: list[Outcome], warnings: Sequence[str], cursor: Cursor) -> MarkedPage:
    records = [outcome for outcome in batch if isinstance(outcome, CrmRecord)]
    rejected = [outcome for outcome in batch if isinstance(outcome, RowError)]
    return MarkedPage(CrmPage(records, rejected, warnings, cursor.dump()), cursor)


def _differing(rows: EntityRows) -> Iterator[str]:
    entity, count = rows.entity, rows.taken.differing
    if count:
        said = f"rows that say something else about a known {entity.kind}: {count}"
        yield f"{entity.file}: {said}; the first counts ({entity.key})"
