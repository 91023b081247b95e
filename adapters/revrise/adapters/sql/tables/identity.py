"""Accounts, sessions, API keys, second factors, log-ins half way, counts of failed ones."""

from typing import Any

from sqlalchemy import Column, UniqueConstraint

from revrise.adapters.sql.columns import col, personal, record


def _hash(name: str) -> Column[Any]:
    return col(name, sensitivity="secret", subject="person_id", retention="transient", need=True)


local_account = record(
    "local_account",
    col("person_id", "id", need=True),
    personal("login", subject="person_id", need=True),
    _hash("password_hash"),
    col("changed_at", "time"),
    _hash("invite_hash"),
    col("invite_until", "time", retention="transient"),
    UniqueConstraint("tenant_id", "login"),
    refs={"person_id": "person"},
)
session = record(
    "session",
    col("person_id", "id", need=True),
    _hash("token_hash"),
    personal("started_at", "time", subject="person_id", need=True),
    personal("seen_at", "time", subject="person_id", need=True),
    col("ends_at", "time", retention="transient", need=True),
    col("ended_at", "time", retention="transient"),
    personal("agent", subject="person_id", need=True),
    refs={"person_id": "person"},
    since="ends_at",
)
api_key = record(
    "api_key",
    col("person_id", "id", need=True),
    col("name", need=True),
    _hash("token_hash"),
    col("read_only", "bool", need=True),
    col("scopes", "json", need=True),
    col("made_at", "time", need=True),
    col("expires_at", "time", need=True),
    col("ended_at", "time"),
    refs={"person_id": "person"},
    since="expires_at",
)
throttle = record(
    "throttle",
    col("failures", "int", retention="transient", need=True),
    col("last_at", "time", retention="transient"),
    col("until", "time", retention="transient"),
    since="last_at",
)
second_factor = record(
    "second_factor",
    col("person_id", "id", need=True),
    col(
        "secret",
        "json",
        sensitivity="secret",
        subject="person_id",
        need=True,
        sealed=("token", ""),
    ),
    col("made_at", "time", need=True),
    col("confirmed_at", "time"),
    col("last_step", "int", need=True),
    col("recovery", "json", sensitivity="secret", subject="person_id", need=True),
    refs={"person_id": "person"},
)
login_step = record(
    "login_step",
    col("kind", retention="transient", need=True),
    _hash("token_hash"),
    col("made_at", "time", retention="transient", need=True),
    col("ends_at", "time", retention="transient", need=True),
    col("person_id", "id"),
    col("onwards", retention="transient", need=True),
    col("used_at", "time", retention="transient"),
    refs={"person_id": "person"},
)
outside_link = record(
    "outside_link",
    col("person_id", "id", need=True),
    col("issuer", need=True),
    personal("subject", subject="person_id", need=True),
    col("linked_at", "time", need=True),
    refs={"person_id": "person"},
)
