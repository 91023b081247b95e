"""The column registry: every column says how sensitive it is, whose, and how long it is kept.

The registry drives masks, erasure, a subject's export and the canary tests. A table is made
with `record(...)`, a column with `col(...)`; an undeclared column fails a test.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from revrise.adapters.sql.types import Json, Utc

SENSITIVITIES = ("public", "internal", "confidential", "personal", "secret")
RETENTIONS = ("business", "personal", "recording", "ai_log", "audit", "transient")

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)
_TYPES: dict[str, Any] = {
    "id": String(80),
    "text": Text,
    "int": BigInteger,
    "float": Float,
    "bool": Boolean,
    "time": Utc,
    "json": Json,
}


def col(
    name: str,
    kind: str = "text",
    *,
    sensitivity: str = "internal",
    subject: str | None = None,
    retention: str = "business",
    need: bool = False,
    sealed: tuple[str, str] | None = None,
) -> Column[Any]:
    """A declared column. `subject` names the column holding the person it is about.

    `sealed` keeps a column of JSON encrypted: the kind of data key, and the column that holds
    whose key it is, or "" for one key for all of the kind.
    """
    declared = {
        "sensitivity": sensitivity,
        "subject": subject,
        "retention": retention,
        "sealed": sealed,
    }
    return Column(name, _TYPES[kind], nullable=not need, info=declared)


def record(
    name: str,
    *columns: Any,
    refs: dict[str, str] | None = None,
    index: tuple[str, ...] = (),
    crm: bool = False,
    since: str | None = None,
) -> Table:
    """A table of records: tenant, id and version first.

    `refs` is column → table it points into; those columns and `index` are indexed. `crm` adds
    where a record came from. References carry the tenant: no row can point into another one's.
    `since` names the column from which its time of retention runs; without one only erasure, and
    the end of what it hangs on, take a row away.
    """
    origin = [col("source"), col("external_id"), col("digest")] if crm else []
    unique = [UniqueConstraint("tenant_id", "source", "external_id")] if crm else []
    links = [
        ForeignKeyConstraint(["tenant_id", column], [f"{target}.tenant_id", f"{target}.id"])
        for column, target in (refs or {}).items()
    ]
    indexes = [Index(None, "tenant_id", column, "id") for column in (*(refs or {}), *index)]
    return Table(
        name,
        metadata,
        col("tenant_id", "id", need=True),
        col("id", "id", need=True),
        *columns,
        *origin,
        Column("version", Integer, nullable=False, info=col("version").info),
        PrimaryKeyConstraint("tenant_id", "id"),
        *unique,
        *links,
        *indexes,
        info={"since": since},
    )


def personal(
    name: str,
    kind: str = "text",
    *,
    subject: str = "id",
    retention: str = "personal",
    need: bool = False,
) -> Column[Any]:
    """A column of personal data about the person in `subject`."""
    return col(name, kind, sensitivity="personal", subject=subject, retention=retention, need=need)
