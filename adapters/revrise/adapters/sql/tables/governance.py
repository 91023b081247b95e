"""Consent, policy, audit."""

from sqlalchemy import PrimaryKeyConstraint, Table

from revrise.adapters.sql.columns import col, metadata, personal, record

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
data_set = record(
    "data_set",
    col("name", need=True),
    col("teams", "json", need=True),
    col("people", "json", need=True),
)
data_range = record(
    "data_range",
    col("subject", need=True),
    col("subject_id", "id", need=True),
    col("kind", need=True),
    col("set_id", "id"),
    refs={"set_id": "data_set"},
)
role_grant = record(
    "role_grant",
    col("person_id", "id", need=True),
    col("role", need=True),
    col("kind", need=True),
    col("given_by", "id", need=True),
    personal("reason", subject="person_id", need=True),
    col("starts_at", "time", need=True),
    col("ends_at", "time", need=True),
    col("ended_at", "time"),
    col("ended_by", "id"),
    refs={"person_id": "person"},
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
policy_role = Table(
    "policy_role",
    metadata,
    col("tenant_id", "id", need=True),
    col("position", "int", need=True),
    col("name", need=True),
    col("title_en", need=True),
    col("title_zh", need=True),
    col("inherits", "json", need=True),
    col("range", need=True),
    PrimaryKeyConstraint("tenant_id", "position"),
)
policy_version = Table(
    "policy_version",
    metadata,
    col("tenant_id", "id", need=True),
    col("version", "int", need=True),
    col("at", "time", retention="audit", need=True),
    col("by_id", "id", retention="audit", need=True),
    col("note", retention="audit", need=True),
    col("text", retention="audit", need=True),
    PrimaryKeyConstraint("tenant_id", "version"),
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
