"""What people set aside of what waits for them."""

from revrise.adapters.sql.columns import col, personal, record

step_mark = record(
    "step_mark",
    col("person_id", "id", need=True),
    col("step", "id", need=True),
    personal("cause", subject="person_id", need=True),
    personal("state", subject="person_id", need=True),
    col("at", "time", need=True),
    col("until", "time"),
    refs={"person_id": "person"},
    since="at",
)
