"""Outbox and idempotency records: committed with the business rows they belong to."""

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from revrise.adapters.sql.columns import col, metadata

outbox = Table(
    "outbox",
    metadata,
    col("tenant_id", "id", need=True),
    col("id", "id", need=True),
    col("name", retention="transient", need=True),
    col("subject", retention="transient", need=True),
    col("at", "time", retention="transient", need=True),
    col("actor_id", "id", retention="transient", need=True),
    col("data", "json", retention="transient", need=True),
    col("relayed_at", "time", retention="transient"),
    PrimaryKeyConstraint("tenant_id", "id"),
    Index(None, "tenant_id", "relayed_at", "id"),
)
idempotency = Table(
    "idempotency",
    metadata,
    col("tenant_id", "id", need=True),
    col("key", retention="transient", need=True),
    col("fingerprint", retention="transient", need=True),
    col("answer", "json", retention="transient", need=True),
    col("at", "time", retention="transient", need=True),
    PrimaryKeyConstraint("tenant_id", "key"),
)
