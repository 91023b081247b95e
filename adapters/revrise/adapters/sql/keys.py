"""A tenant's keys as rows of one connection: made, found, wrapped anew, destroyed."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from revrise.adapters.sql.tables.vault import data_key as table
from revrise.adapters.vault.cipher import new_key, seal, unseal
from revrise.adapters.vault.master import MasterKeys
from revrise.core.errors import Fatal
from revrise.ports.vault import KINDS, Rotation, SealedKind, TenantKey

TENANT, ACTIVE, RETIRING, SHREDDED = "tenant", "active", "retiring", "shredded"
_MOST = 500


class SqlKeys:
    """The data keys of a tenant; implements `adapters.vault.blobs.FileKeys`."""

    def __init__(
        self, connection: Connection, tenant_id: str, master: MasterKeys, now: datetime
    ) -> None:
        self._connection, self.tenant_id = connection, tenant_id
        self._master, self._now = master, now

    @property
    def master_id(self) -> str:
        """The id of the master key that wraps now."""
        return self._master.current

    def find(self, key_id: str, kind: str, subject_id: str) -> bytes | None:
        """See FileKeys."""
        found = self.find_many([key_id]).get(key_id)
        return found[1] if found and found[0] == (kind, subject_id) else None

    def find_many(self, ids: Iterable[str]) -> dict[str, tuple[tuple[str, str], bytes]]:
        """Id → what it is for, and the key; without those that are shredded or not there."""
        rows = self._rows(table.c.id, sorted(set(ids)), table.c.state != SHREDDED)
        return {row["id"]: ((row["kind"], row["subject_id"]), self._open(row)) for row in rows}

    def of(self, kind: str, subjects: Sequence[str]) -> dict[str, tuple[str, bytes]]:
        """Subject → id and key to seal with, made where there is none."""
        wanted = (table.c.kind == kind, table.c.state == ACTIVE)
        rows = self._rows(table.c.subject_id, sorted(set(subjects)), *wanted)
        found = {row["subject_id"]: (row["id"], self._open(row)) for row in rows}
        new = {one: (new_id(), new_key()) for one in dict.fromkeys(subjects) if one not in found}
        self._insert([(key_id, key, kind, one) for one, (key_id, key) in new.items()])
        return {**found, **new}

    def known(self, kind: str, subject_id: str) -> tuple[str, bytes] | None:
        """Id and key to seal with, where there is one."""
        wanted = (table.c.kind == kind, table.c.state == ACTIVE)
        rows = self._rows(table.c.subject_id, [subject_id], *wanted)
        return (rows[0]["id"], self._open(rows[0])) if rows else None

    def keep(self, key_id: str, key: bytes, kind: str, subject_id: str) -> None:
        """See FileKeys."""
        self._insert([(key_id, key, kind, subject_id)])

    def shred(self, kind: str, subject_id: str) -> int:
        """See Keys."""
        if kind == TENANT:
            raise Fatal("a tenant's key is not shredded")
        statement = update(table).where(
            table.c.tenant_id == self.tenant_id,
            table.c.kind == kind,
            table.c.subject_id == subject_id,
            table.c.state != SHREDDED,
        )
        gone = statement.values(wrapped="", state=SHREDDED, shredded_at=self._now)
        return int(self._connection.execute(gone).rowcount)

    def rotate(self) -> Rotation:
        """See Keys."""
        for row in self._tenant_rows():
            self._drop_unused(row)
        for row in self._tenant_rows():
            self._rewrap_tenant(row)
        newest = self._add_tenant_key()
        old = select(func.count()).select_from(table).where(*self._older(newest))
        return Rotation(newest, int(self._connection.execute(old).scalar_one()))

    def rewrap(self, limit: int) -> int:
        """See Keys."""
        newest = self.tenant_key_id()
        chosen = select(table).where(*self._older(newest)).order_by(table.c.id).limit(limit)
        rows = self._connection.execute(chosen).mappings().all()
        new = [
            {
                "_id": row["id"],
                "_by": row["wrapped_by"],
                "_wrapped": b64encode(self._again(row, newest)).decode(),
            }
            for row in rows
        ]
        statement = (
            update(table)
            .where(table.c.tenant_id == self.tenant_id, table.c.id == bindparam("_id"))
            # One shredded or wrapped by a newer key in the meantime stays so.
            .where(table.c.state == ACTIVE, table.c.wrapped_by == bindparam("_by"))
            .values(wrapped=bindparam("_wrapped"), wrapped_by=newest)
        )
        if new:
            self._connection.execute(statement, new)
        return len(new)

    def kinds(self) -> tuple[SealedKind, ...]:
        """What is sealed by which kind of data key, those an older tenant key wraps as stale."""
        current, groups = self.tenant_key_id(), self._groups()
        return tuple(_sealed(kind, groups, current) for kind in KINDS)

    def tenants(self) -> tuple[TenantKey, ...]:
        """The tenant keys, the newest first."""
        wraps: dict[str, int] = {}
        for row in self._groups():
            if row["state"] == ACTIVE:
                wraps[row["wrapped_by"]] = wraps.get(row["wrapped_by"], 0) + row["many"]
        rows = sorted(self._tenant_rows(), key=lambda row: (row["made_at"], row["id"]))
        return tuple(
            TenantKey(
                row["id"],
                row["state"],
                row["made_at"],
                row["wrapped_by"],
                wraps.get(row["id"], 0),
            )
            for row in reversed(rows)
        )

    def _groups(self) -> Sequence[RowMapping]:
        parts = (table.c.kind, table.c.state, table.c.wrapped_by)
        figures = (func.count().label("many"), func.min(table.c.made_at).label("oldest"))
        mine = (table.c.tenant_id == self.tenant_id, table.c.kind != TENANT)
        chosen = select(*parts, *figures).where(*mine).group_by(*parts)
        return self._connection.execute(chosen).mappings().all()

    def tenant_key_id(self) -> str:
        """The id of the tenant key that wraps now; empty before the first one."""
        rows = [row for row in self._tenant_rows() if row["state"] == ACTIVE]
        return str(rows[-1]["id"]) if rows else ""

    def _insert(self, keys: Sequence[tuple[str, bytes, str, str]]) -> None:
        if not keys:
            return
        tenant = self.tenant_key_id() or self._add_tenant_key()
        rows = [
            self._row(key_id, kind, subject, self._wrap(key, key_id, kind, subject, tenant), tenant)
            for key_id, key, kind, subject in keys
        ]
        self._connection.execute(insert(table), rows)

    def _add_tenant_key(self) -> str:
        key, key_id = new_key(), new_id()
        self._connection.execute(
            update(table)
            .where(table.c.tenant_id == self.tenant_id, table.c.kind == TENANT)
            .values(state=RETIRING)
        )
        wrapped = self._master.wrap(key, self.tenant_id, key_id)
        row = self._row(key_id, TENANT, self.tenant_id, wrapped, self._master.current)
        self._connection.execute(insert(table), [row])
        self._master.tenant_keys[key_id] = key
        return key_id

    def _row(self, key_id: str, kind: str, subject: str, wrapped: bytes, by: str) -> dict[str, Any]:
        return {
            "tenant_id": self.tenant_id,
            "id": key_id,
            "kind": kind,
            "subject_id": subject,
            "wrapped": b64encode(wrapped).decode(),
            "wrapped_by": by,
            "state": ACTIVE,
            "made_at": self._now,
            "shredded_at": None,
        }

    def _tenant_rows(self) -> Sequence[RowMapping]:
        chosen = (
            select(table)
            .where(table.c.tenant_id == self.tenant_id, table.c.kind == TENANT)
            .order_by(table.c.state.desc(), table.c.made_at, table.c.id)
        )
        return self._connection.execute(chosen).mappings().all()

    def _drop_unused(self, row: RowMapping) -> None:
        mine = table.c.tenant_id == self.tenant_id
        used = select(table.c.id).where(
            mine, table.c.wrapped_by == row["id"], table.c.state != SHREDDED
        )
        if row["state"] == RETIRING and self._connection.execute(used.limit(1)).first() is None:
            self._connection.execute(delete(table).where(mine, table.c.id == row["id"]))

    def _rewrap_tenant(self, row: RowMapping) -> None:
        if row["wrapped_by"] == self._master.current:
            return
        wrapped = self._master.wrap(self._tenant_key(row["id"]), self.tenant_id, row["id"])
        self._connection.execute(
            update(table)
            .where(table.c.tenant_id == self.tenant_id, table.c.id == row["id"])
            .values(wrapped=b64encode(wrapped).decode(), wrapped_by=self._master.current)
        )

    def _older(self, newest: str) -> tuple[ColumnElement[bool], ...]:
        """Data keys in use that another tenant key wraps."""
        return (
            table.c.tenant_id == self.tenant_id,
            table.c.kind != TENANT,
            table.c.state == ACTIVE,
            table.c.wrapped_by != newest,
        )

    def _again(self, row: RowMapping, newest: str) -> bytes:
        return self._wrap(self._open(row), row["id"], row["kind"], row["subject_id"], newest)

    def _wrap(self, key: bytes, key_id: str, kind: str, subject: str, by: str) -> bytes:
        return seal(self._tenant_key(by), key, ("data", self.tenant_id, kind, subject, key_id))

    def _open(self, row: RowMapping) -> bytes:
        place = ("data", self.tenant_id, row["kind"], row["subject_id"], row["id"])
        return unseal(self._tenant_key(row["wrapped_by"]), b64decode(row["wrapped"]), place)

    def _tenant_key(self, key_id: str) -> bytes:
        known = self._master.tenant_keys
        if key_id not in known:
            row = next((one for one in self._tenant_rows() if one["id"] == key_id), None)
            if row is None:
                raise Fatal("a tenant key is missing: what it protects cannot be read")
            wrapped = b64decode(row["wrapped"])
            known[key_id] = self._master.unwrap(wrapped, row["wrapped_by"], self.tenant_id, key_id)
        return known[key_id]

    def _rows(self, column: Any, values: Sequence[str], *more: Any) -> list[RowMapping]:
        found: list[RowMapping] = []
        for begin in range(0, len(values), _MOST):
            part = values[begin : begin + _MOST]
            chosen = select(table).where(
                table.c.tenant_id == self.tenant_id, column.in_(part), *more
            )
            found += self._connection.execute(chosen).mappings().all()
        return found


def _sealed(kind: str, groups: Sequence[RowMapping], current: str) -> SealedKind:
    mine = [row for row in groups if row["kind"] == kind]
    active = [row for row in mine if row["state"] == ACTIVE]
    return SealedKind(
        kind,
        sum(row["many"] for row in active),
        sum(row["many"] for row in mine if row["state"] == SHREDDED),
        sum(row["many"] for row in active if row["wrapped_by"] != current),
        min((row["oldest"] for row in active), default=None),
    )


def new_id() -> str:
    """Of a key; random, so that two processes never make the same one."""
    return f"key_{uuid4().hex}"
