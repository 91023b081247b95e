"""Coaching plans and 1:1s."""

from revrise.adapters.sql.columns import col, personal, record

plan = record(
    "plan",
    col("person_id", "id", need=True),
    col("team_id", "id"),
    col("coach_id", "id", need=True),
    col("competency_id", "id", need=True),
    personal("baseline", "float", subject="person_id", need=True),
    col("target", "float", need=True),
    col("actions", "json", need=True),
    col("created_at", "time", need=True),
    col("due_at", "time", need=True),
    col("state", need=True),
    personal("closed_reason", subject="person_id"),
    refs={
        "person_id": "person",
        "team_id": "team",
        "coach_id": "person",
        "competency_id": "competency",
    },
    since="due_at",
)
one_on_one = record(
    "one_on_one",
    col("person_id", "id", need=True),
    col("team_id", "id"),
    col("coach_id", "id", need=True),
    col("at", "time", need=True),
    personal("agenda", "json", subject="person_id", need=True),
    personal("promises", "json", subject="person_id", need=True),
    personal("shared_notes", subject="person_id", need=True),
    personal("private_notes", subject="person_id", need=True),
    col("minutes", "int", need=True),
    col("state", need=True),
    refs={"person_id": "person", "team_id": "team", "coach_id": "person"},
    since="at",
)
