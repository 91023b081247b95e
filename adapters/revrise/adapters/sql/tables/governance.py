"""Consent, policy, audit."""

from sqlalchemy import Index, PrimaryKeyConstraint, Table

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
    col("evidence", sensitivity="personal", retention="personal", need=True),
    col("withdrawn_at", "time"),
    col("source"),
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
    since="ends_at",
)
legal_hold = record(
    "legal_hold",
    col("kind", need=True),
    col("subject_id", "id", need=True),
    col("reason", sensitivity="confidential", need=True),
    col("placed_by", "id", need=True),
    col("placed_at", "time", need=True),
    col("released_by", "id"),
    col("released_at", "time"),
    col("released_because", sensitivity="confidential", need=True),
    index=("subject_id",),
)
retention_setting = record(
    "retention_setting",
    col("days", "int"),
    col("changed_by", "id", need=True),
    col("changed_at", "time", need=True),
)
erasure = record(
    "erasure",
    col("subject_kind", need=True),
    col("subject_id", "id", need=True),
    col("reason", sensitivity="confidential", need=True),
    col("requested_by", "id", need=True),
    col("requested_at", "time", need=True),
    col("state", need=True),
    col("confirmed_by", "id"),
    col("confirmed_at", "time"),
    col("done_at", "time"),
    col("counts", "json", need=True),
    col("digest", need=True),
    index=("subject_id",),
)
subject_export = record(
    "subject_export",
    col("person_id", "id", need=True),
    col("asked_by", "id", need=True),
    col("asked_at", "time", need=True),
    col("state", need=True),
    personal("sha256", subject="person_id"),
    col("size", "int", need=True),
    col("ready_at", "time"),
    col("expires_at", "time"),
    refs={"person_id": "person"},
    since="asked_at",
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
    Index(None, "tenant_id", "action", "seq"),
    Index(None, "tenant_id", "actor_id", "seq"),
    Index(None, "tenant_id", "subject", "seq"),
)
audit_checkpoint = record(
    "audit_checkpoint",
    col("seq", "int", retention="audit", need=True),
    col("hash", retention="audit", need=True),
    col("at", "time", retention="audit", need=True),
    col("key_id", retention="audit", need=True),
    col("public_key", retention="audit", need=True),
    col("signature", retention="audit", need=True),
    index=("seq",),
)
audit_head = Table(
    "audit_head",
    metadata,
    col("tenant_id", "id", need=True),
    col("seq", "int", retention="audit", need=True),
    col("hash", retention="audit", need=True),
    PrimaryKeyConstraint("tenant_id"),
)
