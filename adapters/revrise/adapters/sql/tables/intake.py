"""Calls that come in by machine: where from, and what waits for somebody."""

from typing import Any

from revrise.adapters.sql.columns import col, personal, record

_REC: dict[str, Any] = {"sensitivity": "personal", "subject": "owner_id", "retention": "recording"}

intake_source = record(
    "intake_source",
    # It takes calls in under the rights of this person: it goes with them.
    personal("name", subject="owner_id", need=True),
    col("owner_id", "id", need=True),
    col("created_at", "time", need=True),
    col(
        "secrets",
        "json",
        sensitivity="secret",
        subject="owner_id",
        need=True,
        sealed=("token", ""),
    ),
    col("consent", need=True),
    col("jurisdiction", need=True),
    col("country", need=True),
    col("without_deal", "bool", need=True),
    col("separately", "bool"),
    col("active", "bool", need=True),
    col("connector"),
    col("cursor", sensitivity="confidential"),
    col("due_at", "time"),
    col("pulling", "json", sensitivity="confidential"),
    refs={"owner_id": "person"},
)
call_arrival = record(
    "call_arrival",
    col("source_id", "id", need=True),
    col("owner_id", "id", need=True),
    col("origin_id", sensitivity="confidential", need=True),
    col("arrived_at", "time", need=True),
    col("started_at", "time", need=True),
    col("title", need=True, **_REC),
    col("parties", "json", need=True, **_REC),
    col("file_name", need=True, **_REC),
    col("sha256"),
    col("link", "json", sensitivity="secret", need=True, sealed=("token", "")),
    col("consent", need=True),
    col("jurisdiction", need=True),
    col("separately", "bool"),
    col("language"),
    col("seller", **_REC),
    col("seller_channel", "int"),
    col("state", need=True),
    col("reason", need=True),
    col("rep_ids", "json", need=True),
    col("deal_ids", "json", need=True),
    col("call_id", "id"),
    col("decided_by", "id"),
    col("decided_at", "time"),
    col("messages", "json", need=True),
    refs={"source_id": "intake_source", "owner_id": "person"},
    index=("state", "sha256"),
    since="arrived_at",
)
