"""The audit chain in the database: append under the tenant's lock, read in order."""

from typing import Any

from attrs import fields
from sqlalchemy import Connection, RowMapping, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from revrise.adapters.sql.scoping import predicate
from revrise.adapters.sql.tables.governance import audit, audit_head
from revrise.core.governance.audit import GENESIS, AuditEntry, seal
from revrise.core.governance.scope import Scope
from revrise.ports.query import Query
from revrise.ports.storage import NEWEST

_CELLS = tuple(field.name for field in fields(AuditEntry))


def append(connection: Connection, entry: AuditEntry) -> AuditEntry:
    """Seals the entry behind the newest one of its tenant and stores it.

    The head row is locked until the commit, so that chains cannot fork.
    """
    head = _locked_head(connection, entry.tenant_id)
    sealed = seal(entry, head)
    connection.execute(insert(audit), [row(sealed)])
    connection.execute(
        update(audit_head)
        .where(audit_head.c.tenant_id == entry.tenant_id)
        .values(seq=sealed.seq, hash=sealed.hash)
    )
    return sealed


def row(entry: AuditEntry) -> dict[str, Any]:
    """The cells of an entry."""
    return {
        "tenant_id": entry.tenant_id,
        "seq": entry.seq,
        "at": entry.at,
        "actor_id": entry.actor_id,
        "action": entry.action,
        "subject": entry.subject,
        "detail": dict(entry.detail),
        "changes": entry.changes,
        "previous": entry.previous,
        "hash": entry.hash,
    }


def entry(cells: RowMapping) -> AuditEntry:
    """The entry of its cells."""
    return AuditEntry(**cells)


def entries(
    connection: Connection, scope: Scope, query: Query, after: int | None = None
) -> list[AuditEntry]:
    """The entries a question leaves, behind number `after` in its order."""
    newest = query.order == NEWEST
    chosen = (
        select(*(audit.c[name] for name in _CELLS))
        .where(audit.c.tenant_id == scope.tenant_id, predicate(scope.rows, audit, scope.me))
        .where(predicate(query.where, audit, scope.me))
        .order_by(audit.c.seq.desc() if newest else audit.c.seq)
        .limit(query.limit)
    )
    if after is not None:
        chosen = chosen.where(audit.c.seq < after if newest else audit.c.seq > after)
    return [AuditEntry(*cells) for cells in connection.execute(chosen)]


def _locked_head(connection: Connection, tenant_id: str) -> AuditEntry | None:
    chosen = select(audit_head).where(audit_head.c.tenant_id == tenant_id).with_for_update()
    found = connection.execute(chosen).one_or_none()
    if found is None:
        _make_head(connection, tenant_id)
        found = connection.execute(chosen).one()
    if found.seq == 0:
        return None
    newest = select(audit).where(audit.c.tenant_id == tenant_id, audit.c.seq == found.seq)
    return entry(connection.execute(newest).mappings().one())


def _make_head(connection: Connection, tenant_id: str) -> None:
    """Several may be first; all but one wait here for that one's commit."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    row = {"tenant_id": tenant_id, "seq": 0, "hash": GENESIS}
    connection.execute(dialect.insert(audit_head).values(row).on_conflict_do_nothing())
