"""Consent, policy, audit."""

from sqlalchemy import PrimaryKeyConstraint, Table

from revrise.adapters.sql.columns import col, metadata, record

consent = record(
    "consent",
    col("call_id", "id", need=True),
    col("participant", sensitivity="personal", retention="personal", need=True),
    col("purpose", need=True),
    col("basis", need=True),
    col("jurisdiction", need=True),
    col("given_at", "time", need=True),
    col("owner_id", "id"),
    col("team_id", "id"),
    col("evidence", need=True),
    col("withdrawn_at", "time"),
    refs={"call_id": "call"},
)
policy_rule = Table(
    "policy_rule",
    metadata,
    col("tenant_id", "id", need=True),
    col("position", "int", need=True),
    col("role", need=True),
    col("resource", need=True),
    col("action", need=True),
    col("rule", need=True),
    col("columns", need=True),
    col("effect", need=True),
    PrimaryKeyConstraint("tenant_id", "position"),
)
policy_state = Table(
    "policy_state",
    metadata,
    col("tenant_id", "id", need=True),
    col("version", "int", need=True),
    PrimaryKeyConstraint("tenant_id"),
)
audit = Table(
    "audit",
    metadata,
    col("tenant_id", "id", need=True),
    col("seq", "int", retention="audit", need=True),
    col("at", "time", retention="audit", need=True),
    col("actor_id", "id", retention="audit", need=True),
    col("action", retention="audit", need=True),
    col("subject", retention="audit", need=True),
    col("detail", "json", retention="audit", need=True),
    col("changes", retention="audit", need=True),
    col("previous", retention="audit", need=True),
    col("hash", retention="audit", need=True),
    PrimaryKeyConstraint("tenant_id", "seq"),
)
audit_head = Table(
    "audit_head",
    metadata,
    col("tenant_id", "id", need=True),
    col("seq", "int", retention="audit", need=True),
    col("hash", retention="audit", need=True),
    PrimaryKeyConstraint("tenant_id"),
)
