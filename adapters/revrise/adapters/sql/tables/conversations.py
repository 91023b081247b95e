"""Calls, what was said in them and how they were scored."""

from typing import Any

from revrise.adapters.sql.columns import col, personal, record

_REC: dict[str, Any] = {"sensitivity": "personal", "subject": "owner_id", "retention": "recording"}

call = record(
    "call",
    col("title", need=True, **_REC),
    col("owner_id", "id", need=True),
    col("team_id", "id"),
    col("started_at", "time", need=True),
    col("language", need=True),
    col("fingerprint", need=True),
    col("deal_id", "id"),
    col("account_id", "id"),
    col("duration_ms", "int"),
    col("media_sha256"),
    col("source", need=True, **_REC),
    col("state", need=True),
    col("blocked_reason", **_REC),
    col("remedy"),
    col("hints", "json", **_REC),
    col("participants", "json", need=True, **_REC),
    col("metrics", "json", need=True, **_REC),
    col("sealed_until", "time"),
    col("talk_share", "float", **_REC),
    col("longest_monologue", "float", **_REC),
    col("questions_per_hour", "float", **_REC),
    col("objections", **_REC),
    col("questions_by", **_REC),
    col("objections_by", **_REC),
    col("reviewed", "bool"),
    col("stopped_at", "time"),
    col("fault"),
    refs={"owner_id": "person", "team_id": "team", "deal_id": "deal", "account_id": "account"},
    since="started_at",
)
call_transcript = record(
    "call_transcript",
    col("call_id", "id", need=True),
    col("owner_id", "id", need=True),
    col("team_id", "id"),
    col("transcript", "json", need=True, sealed=("call", "call_id"), **_REC),
    col("corrections", "json", sealed=("call", "call_id"), **_REC),
    refs={"call_id": "call", "owner_id": "person", "team_id": "team"},
)
call_part = record(
    "call_part",
    col("call_id", "id", need=True),
    col("owner_id", "id", need=True),
    col("team_id", "id"),
    col("name", need=True),
    col("transcript", "json", need=True, sealed=("call", "call_id"), **_REC),
    refs={"call_id": "call", "owner_id": "person", "team_id": "team"},
)
call_measure = record(
    "call_measure",
    col("call_id", "id", need=True),
    col("owner_id", "id", need=True),
    col("team_id", "id"),
    col("mark", need=True),
    col("numbers", "json", need=True, sealed=("call", "call_id"), **_REC),
    refs={"call_id": "call", "owner_id": "person", "team_id": "team"},
)
call_waveform = record(
    "call_waveform",
    col("call_id", "id", need=True),
    col("owner_id", "id", need=True),
    col("team_id", "id"),
    col("mark", need=True),
    col("waveform", "json", need=True, sealed=("call", "call_id"), **_REC),
    refs={"call_id": "call", "owner_id": "person", "team_id": "team"},
)
assessment = record(
    "assessment",
    col("subject_id", "id", need=True),
    col("person_id", "id", need=True),
    col("team_id", "id"),
    col("at", "time", need=True),
    col("rubric", need=True),
    personal("score", "float", subject="person_id", retention="ai_log"),
    personal("scorecard", "json", subject="person_id", retention="ai_log", need=True),
    refs={"person_id": "person", "team_id": "team"},
    index=("subject_id",),
    since="at",
)
upload = record(
    "upload",
    col("person_id", "id", need=True),
    col("at", "time", need=True),
    col("size", "int", need=True),
    refs={"person_id": "person"},
    index=("at",),
)
partial_upload = record(
    "partial_upload",
    col("person_id", "id", need=True),
    col("begun_at", "time", need=True),
    col("ends_at", "time", need=True),
    col("size", "int", need=True),
    personal("told", "json", subject="person_id", need=True),
    personal("metadata", subject="person_id", need=True),
    col("offset", "int", need=True),
    col("parts", "json", need=True),
    col("done", "bool", need=True),
    col("call_id", "id"),
    refs={"person_id": "person"},
    index=("ends_at",),
)
