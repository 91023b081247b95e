"""Provisioning tokens, and what a directory (SCIM) says of people and groups."""

from sqlalchemy import UniqueConstraint

from revrise.adapters.sql.columns import col, personal, record

provisioning_token = record(
    "provisioning_token",
    col("name", need=True),
    col("token_hash", sensitivity="secret", retention="transient", need=True),
    col("made_by", "id", need=True),
    col("made_at", "time", need=True),
    col("expires_at", "time", need=True),
    col("ended_at", "time"),
)
scim_user = record(
    "scim_user",
    col("person_id", "id", need=True),
    personal("user_name", subject="person_id", need=True),
    personal("login", subject="person_id", need=True),
    personal("outside_id", subject="person_id"),
    personal("display_name", subject="person_id"),
    personal("given_name", subject="person_id"),
    personal("family_name", subject="person_id"),
    col("says_email", "bool", need=True),
    col("says_active", "bool", need=True),
    personal("language", subject="person_id"),
    personal("department", subject="person_id"),
    col("given_roles", "json", need=True),
    col("given_team", "id"),
    col("removed_at", "time"),
    UniqueConstraint("tenant_id", "login"),
    refs={"person_id": "person"},
)
scim_group = record(
    "scim_group",
    col("name", need=True),
    col("key", need=True),
    col("outside_id"),
    col("members", "json", need=True),
    col("roles", "json", need=True),
    col("team_id", "id"),
    UniqueConstraint("tenant_id", "key"),
    refs={"team_id": "team"},
)
