"""Keys of what is kept encrypted, each wrapped by the one above it; no key is here plain."""

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from revrise.adapters.sql.columns import col, metadata

data_key = Table(
    "data_key",
    metadata,
    col("tenant_id", "id", need=True),
    col("id", "id", need=True),
    # tenant | call | blob | token; a tenant key's subject is the tenant
    col("kind", need=True),
    col("subject_id", "id", need=True),
    col("wrapped", sensitivity="secret", need=True),
    col("wrapped_by", "id", need=True),
    # active | retiring (a tenant key that a newer one follows) | shredded
    col("state", need=True),
    col("made_at", "time", need=True),
    col("shredded_at", "time"),
    PrimaryKeyConstraint("tenant_id", "id"),
    Index(None, "tenant_id", "kind", "subject_id"),
)
