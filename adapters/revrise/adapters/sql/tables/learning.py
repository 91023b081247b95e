"""Courses, enrolments, scenarios and role-plays."""

from revrise.adapters.sql.columns import col, personal, record

course = record(
    "course",
    col("title", need=True),
    col("competencies", "json", need=True),
    col("lessons", "json", need=True),
    col("language", need=True),
    col("pass_mark", "float", need=True),
    col("due_days", "int"),
    col("state", need=True),
    col("quiz", "json"),
    col("titles", "json"),
    col("edition", "int"),
    col("follows", "id"),
    col("replaced_by", "id"),
    col("published_at", "time"),
    col("authors", "json"),
    col("approved_by", "json"),
)
enrolment = record(
    "enrolment",
    col("course_id", "id", need=True),
    col("person_id", "id", need=True),
    col("team_id", "id"),
    col("enrolled_at", "time", need=True),
    col("due_at", "time"),
    personal("done", "json", subject="person_id", need=True),
    personal("score", "float", subject="person_id", retention="business"),
    col("completed_at", "time"),
    col("state", need=True),
    refs={"course_id": "course", "person_id": "person", "team_id": "team"},
    since="completed_at",
)
scenario = record(
    "scenario",
    col("title", need=True),
    col("persona", need=True),
    col("brief", need=True),
    col("objections", "json", need=True),
    col("rubric", need=True),
    col("competency_id", "id", need=True),
    col("language", need=True),
    col("pass_mark", "float", need=True),
    col("state", need=True),
    refs={"competency_id": "competency"},
)
role_play = record(
    "role_play",
    col("scenario_id", "id", need=True),
    col("person_id", "id", need=True),
    col("team_id", "id"),
    col("started_at", "time", need=True),
    col("language", need=True),
    personal("turns", "json", subject="person_id", need=True),
    col("finished_at", "time"),
    personal("score", "float", subject="person_id", retention="business"),
    personal("passed", "bool", subject="person_id", retention="business"),
    col("state", need=True),
    refs={"scenario_id": "scenario", "person_id": "person", "team_id": "team"},
    since="finished_at",
)
