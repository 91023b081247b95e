"""What people say of calls and scores: comments, coaches' own scores, disputes."""

from revrise.adapters.sql.columns import col, personal, record

call_comment = record(
    "call_comment",
    col("call_id", "id", need=True),
    col("owner_id", "id", need=True),
    col("team_id", "id"),
    col("author_id", "id", need=True),
    col("at", "time", need=True),
    personal("text", subject="owner_id", need=True),
    col("at_ms", "int"),
    col("utterance", "int"),
    col("parent_id", "id"),
    col("shared", need=True),
    refs={
        "call_id": "call",
        "owner_id": "person",
        "team_id": "team",
        "author_id": "person",
        "parent_id": "call_comment",
    },
    since="at",
)
coach_score = record(
    "coach_score",
    col("assessment_id", "id", need=True),
    col("subject_id", "id", need=True),
    col("person_id", "id", need=True),
    col("team_id", "id"),
    col("coach_id", "id", need=True),
    col("at", "time", need=True),
    personal("levels", "json", subject="person_id", need=True),
    personal("because", "json", subject="person_id", need=True),
    personal("score", "float", subject="person_id", need=True),
    refs={
        "assessment_id": "assessment",
        "person_id": "person",
        "team_id": "team",
        "coach_id": "person",
    },
    index=("subject_id",),
    since="at",
)
dispute = record(
    "dispute",
    col("assessment_id", "id", need=True),
    col("subject_id", "id", need=True),
    col("person_id", "id", need=True),
    col("team_id", "id"),
    col("criterion", need=True),
    personal("level", "int", subject="person_id", need=True),
    personal("reason", subject="person_id", need=True),
    col("raised_at", "time", need=True),
    col("state", need=True),
    col("decided_by", "id"),
    col("decided_at", "time"),
    personal("decided_level", "int", subject="person_id"),
    personal("decision", subject="person_id", need=True),
    refs={
        "assessment_id": "assessment",
        "person_id": "person",
        "team_id": "team",
        "decided_by": "person",
    },
    index=("subject_id",),
    since="raised_at",
)
