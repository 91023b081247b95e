"""Sealed columns: encrypted on their way into a table, opened on their way out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from attrs import frozen
from sqlalchemy import Column, Connection, Table, Text, cast, func, select, update

from revrise.adapters.sql.columns import metadata
from revrise.adapters.sql.keys import SqlKeys
from revrise.adapters.vault import cells
from revrise.core.errors import Fatal
from revrise.ports.vault import KINDS, KeyStatus, Rotation

_SEALED = '{"sealed":%'
# What is empty says nothing: it need not be encrypted.
_NOTHING = ("[]", "{}", "null")
_CALL = "call"


@cache
def sealed(name: str) -> bool:
    """Whether a table has sealed columns."""
    return bool(_columns(metadata.tables[name]))


@frozen
class Sealing:
    """The sealed columns of one table; without keys cells stay as they are."""

    table: Table
    keys: SqlKeys | None

    def close(self, rows: Sequence[dict[str, Any]]) -> None:
        """Seals the cells of rows about to be written."""
        if self.keys is None:
            return
        for name, (kind, of) in _columns(self.table).items():
            whose = [str(row[of]) if of else kind for row in rows]
            keys = self.keys.of(kind, whose)
            for row, subject in zip(rows, whose, strict=True):
                if row[name] is not None:
                    row[name] = cells.closed(row[name], *keys[subject], self._place(name, row))

    def opened(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The rows with plain cells; those whose key is shredded are there no more."""
        for name, (kind, _) in _columns(self.table).items():
            ids = {found for row in rows if (found := cells.key_of(row.get(name)))}
            if ids:
                rows = list(self._open(rows, name, kind, ids))
        return rows

    def _open(
        self, rows: Sequence[dict[str, Any]], name: str, kind: str, ids: set[str]
    ) -> Iterator[dict[str, Any]]:
        if self.keys is None:
            raise Fatal("these rows are encrypted, and no master key was given")
        known = self.keys.find_many(ids)
        for row in rows:
            key_id = cells.key_of(row.get(name))
            if key_id is None:
                yield row
            elif key_id in known and known[key_id][0][0] == kind:
                place = self._place(name, row)
                yield {**row, name: cells.opened(row[name], key_id, known[key_id][1], place)}

    def _place(self, name: str, row: Mapping[str, Any]) -> tuple[str, ...]:
        if self.keys is None or "id" not in row:
            raise Fatal(f"{self.table.name}.{name} is sealed: it is read with its id")
        return self.keys.tenant_id, self.table.name, str(row["id"]), name


@frozen
class RecordedKeys:
    """Implements `ports.vault.Keys`; what it changes is noted for the audit entry.

    `unsaid` takes a call out of the index of what was said.
    """

    keys: SqlKeys
    connection: Connection
    tenant_id: str
    note: Callable[[str, Sequence[dict[str, Any]]], None]
    unsaid: Callable[[str], object]

    def status(self) -> KeyStatus:
        """See Keys."""
        tenants, kinds = self.keys.tenants(), self.keys.kinds()
        return KeyStatus(
            self.keys.master_id,
            self.keys.tenant_key_id(),
            sum(one.master != self.keys.master_id for one in tenants),
            sum(one.stale for one in kinds),
            sum(one.active for one in kinds),
            sum(one.shredded for one in kinds),
            sum(self._plain(table, name) for table, name in _everywhere()),
            tenants,
            kinds,
        )

    def rotate(self) -> Rotation:
        """See Keys."""
        rotation = self.keys.rotate()
        self._noted("rotate", rotation.tenant, rotation.stale)
        return rotation

    def rewrap(self, limit: int) -> int:
        """See Keys."""
        done = self.keys.rewrap(limit)
        if done:
            self._noted("rewrap", self.keys.tenant_key_id(), done)
        return done

    def shred(self, kind: str, subject_id: str) -> int:
        """See Keys."""
        if kind not in KINDS:
            raise Fatal(f"there are no keys of {kind!r}", remedy=f"one of {', '.join(KINDS)}")
        gone = self.keys.shred(kind, subject_id)
        if gone and kind == _CALL:
            self.unsaid(subject_id)
        if gone:
            self._noted("shred", f"{kind}/{subject_id}", gone)
        return gone

    def encrypt(self, limit: int) -> int:
        """See Keys."""
        done = 0
        for table, name in _everywhere():
            done += self._encrypt(table, name, limit - done)
        if done:
            self._noted("encrypt", self.tenant_id, done)
        return done

    def _noted(self, what: str, subject: str, many: int) -> None:
        self.note("data_key", [{"id": subject, "version": 1, "what": what, "many": many}])

    def _plain(self, table: Table, name: str) -> int:
        chosen = select(func.count()).select_from(table).where(*self._is_plain(table, name))
        return int(self.connection.execute(chosen).scalar_one())

    def _is_plain(self, table: Table, name: str) -> tuple[Any, ...]:
        cell: Column[Any] = table.c[name]
        return (
            table.c.tenant_id == self.tenant_id,
            cell.is_not(None),
            cast(cell, Text).not_like(_SEALED),
            cast(cell, Text).not_in(_NOTHING),
        )

    def _encrypt(self, table: Table, name: str, limit: int) -> int:
        chosen = select(table).where(*self._is_plain(table, name)).order_by(table.c.id)
        found = self.connection.execute(chosen.limit(limit)).mappings().all()
        rows = [dict(row) for row in found]
        Sealing(table, self.keys).close(rows)
        for row in rows:
            one = (table.c.tenant_id == self.tenant_id, table.c.id == row["id"])
            changed = update(table).where(*one, table.c.version == row["version"])
            self.connection.execute(changed.values({name: row[name]}))
        return len(rows)


def _everywhere() -> Iterator[tuple[Table, str]]:
    for table in metadata.sorted_tables:
        for name in _columns(table):
            yield table, name


@cache
def _columns(table: Table) -> dict[str, tuple[str, str]]:
    return {one.name: one.info["sealed"] for one in table.columns if one.info.get("sealed")}
