"""Organisation, team, person, competency, observation."""

from revrise.adapters.sql.columns import col, personal, record

organisation = record(
    "organisation",
    col("name", need=True),
    col("locale", need=True),
    col("currency", need=True),
    col("heard_by"),
    col("heard_since", "time"),
)
team = record("team", col("name", need=True), col("parent_id", "id"), crm=True)
person = record(
    "person",
    personal("name", need=True),
    personal("email"),
    col("team_id", "id"),
    col("roles", "json", need=True),
    col("locale", need=True),
    col("active", "bool", need=True),
    personal("hired_at", "time"),
    personal("off_boards_since", "time"),
    refs={"team_id": "team"},
    crm=True,
)
competency = record(
    "competency",
    col("title_en", need=True),
    col("title_zh", need=True),
    col("target", "float", need=True),
    col("parent_id", "id"),
)
observation = record(
    "observation",
    col("person_id", "id", need=True),
    col("team_id", "id"),
    col("competency_id", "id", need=True),
    personal("level", "float", subject="person_id", need=True),
    col("at", "time", need=True),
    col("subject_id", "id", need=True),
    col("assessment_id", "id", need=True),
    col("criterion", need=True),
    personal("because", subject="person_id", need=True),
    col("utterance", "int"),
    col("start", "int"),
    col("end", "int"),
    refs={"person_id": "person", "team_id": "team", "competency_id": "competency"},
    since="at",
)
