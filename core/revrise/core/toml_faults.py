"""All that is wrong with TOML data, by the readers that would stop at the first fault."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from revrise.core.errors import Invalid
from revrise.core.toml_table import Table

Reader = Callable[[Table], Any]
Readers = Mapping[str, Reader]


def caught(work: Callable[[], object]) -> Iterator[Invalid]:
    """What one reading complains about, if anything."""
    try:
        work()
    except Invalid as error:
        yield error


def each_fault(table: Table, readers: Readers, but: Sequence[str] = ()) -> Iterator[Invalid]:
    """One fault a key of a table, unknown keys first; those of `but` are looked at elsewhere."""
    for name in table.values:
        if name not in readers:
            yield table.fail(name, "unknown key", f"known here: {', '.join(readers)}")
    for name, read in readers.items():
        if name not in but:
            yield from caught(lambda read=read: read(table))  # type: ignore[misc]


def tables_faults(table: Table, key: str, readers: Readers, whole: Reader) -> Iterator[Invalid]:
    """Those of a list of tables, each by its keys; by `whole` where no key alone is wrong."""
    found: list[Invalid] = []

    def one(part: Table) -> None:
        wrong = [*each_fault(part, readers)]
        found.extend(wrong or caught(lambda: whole(part)))

    yield from caught(lambda: table.tables(key, one))
    yield from found
