"""What flows by itself: notifications, webhooks, snapshots, scheduled syncs, the relay's lease."""

from sqlalchemy import PrimaryKeyConstraint, Table

from revrise.adapters.sql.columns import col, metadata, personal, record

notification = record(
    "notification",
    col("person_id", "id", need=True),
    col("kind", need=True),
    col("at", "time", need=True),
    col("event_id", "id", need=True),
    col("subject", "id", need=True),
    col("actor_id", "id", need=True),
    personal("data", "json", subject="person_id", need=True),
    personal("read_at", "time", subject="person_id"),
    refs={"person_id": "person"},
    since="at",
)
notification_preference = record(
    "notification_preference",
    col("person_id", "id", need=True),
    personal("muted", "json", subject="person_id", need=True),
    personal("channels", "json", subject="person_id", need=True),
    refs={"person_id": "person"},
)
webhook_endpoint = record(
    "webhook_endpoint",
    col("owner_id", "id", need=True),
    col("url", sensitivity="confidential", need=True),
    col("events", "json", need=True),
    col("secrets", "json", sensitivity="secret", need=True, sealed=("token", "")),
    col("created_at", "time", need=True),
    col("active", "bool", need=True),
    col("off_because"),
    col("failing_since", "time"),
    refs={"owner_id": "person"},
)
webhook_delivery = record(
    "webhook_delivery",
    col("endpoint_id", "id", need=True),
    col("owner_id", "id", need=True),
    col("event_id", "id", need=True),
    col("event", need=True),
    col("at", "time", need=True),
    col("body", "json", sensitivity="confidential", retention="transient", need=True),
    col("next_at", "time", need=True),
    col("state", need=True),
    col("attempts", "int", need=True),
    col("tried_at", "time"),
    col("status", "int"),
    col("error"),
    refs={"endpoint_id": "webhook_endpoint"},
    index=("state",),
    since="at",
)
metric_snapshot = record(
    "metric_snapshot",
    col("day", "time", need=True),
    col("team_id", "id"),
    col("as_of", "time", need=True),
    col("currency", need=True),
    col("figures", "json", sensitivity="confidential", need=True),
    refs={"team_id": "team"},
    index=("day",),
    since="day",
)
stored_board = record(
    "stored_board",
    col("day", "time", need=True),
    col("unit", "id", need=True),
    col("as_of", "time", need=True),
    col("start", "time", need=True),
    col("end", "time", need=True),
    col("board", "json", sensitivity="confidential", need=True),
    col("points", "json", sensitivity="confidential", need=True),
    index=("unit",),
    since="day",
)
stored_insight = record(
    "stored_insight",
    col("day", "time", need=True),
    col("unit", "id", need=True),
    col("policy_version", "int", need=True),
    col("as_of", "time", need=True),
    col("insight", "json", sensitivity="confidential", need=True),
    index=("unit",),
    since="day",
)
crm_source = record(
    "crm_source",
    col("name", need=True),
    col("connector", need=True),
    col("location", sensitivity="confidential", need=True),
    col("options", "json", sensitivity="secret", need=True, sealed=("token", "")),
    col("cron", need=True),
    col("active", "bool", need=True),
    col("cursor"),
    col("due_from", "time"),
)
crm_run = record(
    "crm_run",
    col("source_id", "id", need=True),
    col("started_at", "time", need=True),
    col("state", need=True),
    col("ended_at", "time"),
    col("report", "json", sensitivity="confidential", need=True),
    col("error"),
    col("remedy"),
    refs={"source_id": "crm_source"},
    since="started_at",
)
outbox_lease = Table(
    "outbox_lease",
    metadata,
    col("tenant_id", "id", need=True),
    col("holder", "id", retention="transient", need=True),
    col("until", "time", retention="transient", need=True),
    PrimaryKeyConstraint("tenant_id"),
)
