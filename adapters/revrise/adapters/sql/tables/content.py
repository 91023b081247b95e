"""Assets, their versions and their use."""

from revrise.adapters.sql.columns import col, record

asset = record(
    "asset",
    col("kind", need=True),
    col("title", need=True),
    col("owner_id", "id", need=True),
    col("language", need=True),
    col("state", need=True),
    col("tags", "json", need=True),
    col("published_version"),
    col("expires_at", "time"),
    refs={"owner_id": "person"},
)
asset_version = record(
    "asset_version",
    col("asset_id", "id", need=True),
    col("number", need=True),
    col("body", need=True),
    col("author_id", "id", need=True),
    col("created_at", "time", need=True),
    col("state", need=True),
    col("approved_by", "json", need=True),
    col("published_at", "time"),
    col("reviews", "json"),
    refs={"asset_id": "asset", "author_id": "person"},
)
approval_rule = record(
    "approval_rule",
    col("needed", "int", need=True),
    col("approvers", "json", need=True),
    col("roles", "json", need=True),
)
asset_use = record(
    "asset_use",
    col("asset_id", "id", need=True),
    col("person_id", "id", need=True),
    col("team_id", "id"),
    col("action", need=True),
    col("at", "time", need=True),
    col("deal_id", "id"),
    refs={"asset_id": "asset", "person_id": "person", "team_id": "team", "deal_id": "deal"},
    since="at",
)
