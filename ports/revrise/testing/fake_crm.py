"""A CRM in memory that misbehaves on request, within what a connector may do to its host."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import define, field, frozen

from revrise.core.errors import Invalid, Retriable
from revrise.ports.crm import KINDS, CrmCapabilities, CrmPage, CrmRecord, PreviewRow
from revrise.ports.readiness import Readiness


@frozen
class Misbehaviour:
    """What goes wrong, by page number from 0.

    `timeouts`: the page fails this many times before it comes; `twice`: it comes again as the
    next page; `partial`: only its first half comes, the rest later. `backwards`: within a kind,
    the last comes first, children before parents.
    """

    timeouts: Mapping[int, int] = field(factory=dict)
    twice: frozenset[int] = field(factory=frozenset, converter=frozenset)
    partial: frozenset[int] = field(factory=frozenset, converter=frozenset)
    backwards: bool = False


@define
class FakeCrm:
    """Serves `records` in pages of `size`, kind by kind; a cursor counts the pages sent."""

    records: Sequence[CrmRecord]
    script: Misbehaviour = field(factory=Misbehaviour)
    size: int = 3
    id: str = "fake"
    capabilities: CrmCapabilities = field(factory=lambda: CrmCapabilities(deletes=True))
    _failed: dict[int, int] = field(factory=dict, init=False)

    def check(self) -> Readiness:
        """Always ready."""
        return Readiness(ready=True)

    def pull(self, cursor: str | None) -> Iterator[CrmPage]:
        """The pages after the cursor. Raises Retriable where the script says so."""
        pages = list(self._pages())
        for number in range(_after(cursor), len(pages)):
            self._stumble(number)
            yield CrmPage(pages[number], (), (), str(number + 1))

    def preview(self, limit: int = 20) -> Iterator[PreviewRow]:
        """The first records as text beside themselves."""
        for record in self._ordered()[:limit]:
            source = {name: str(value) for name, value in record.fields.items()}
            yield PreviewRow(record.kind, {"id": record.external_id, **source}, record)

    def _ordered(self) -> list[CrmRecord]:
        records = self.records[::-1] if self.script.backwards else self.records
        return sorted(records, key=lambda record: KINDS.index(record.kind))

    def _pages(self) -> Iterator[Sequence[CrmRecord]]:
        ordered = self._ordered()
        for number, start in enumerate(range(0, len(ordered), self.size)):
            page = ordered[start : start + self.size]
            half = len(page) // 2 if number in self.script.partial else len(page)
            yield from (part for part in (page[:half], page[half:]) if part)
            if number in self.script.twice:
                yield page

    def _stumble(self, number: int) -> None:
        failed = self._failed.get(number, 0)
        if failed < self.script.timeouts.get(number, 0):
            self._failed[number] = failed + 1
            raise Retriable("the CRM did not answer in time", remedy="try again")


def _after(cursor: str | None) -> int:
    try:
        number = int(cursor or 0)
    except ValueError:
        number = -1
    if number < 0:
        raise Invalid(f"{cursor!r} is no cursor of this connector", culprit="cursor")
    return number
