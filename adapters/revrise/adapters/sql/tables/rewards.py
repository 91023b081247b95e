"""The points ledger, a row a posting; the migration forbids changing them."""

from revrise.adapters.sql.columns import col, personal, record

ledger_entry = record(
    "ledger_entry",
    col("entry_id", "id", need=True),
    col("person_id", "id", need=True),
    col("team_id", "id"),
    col("at", "time", need=True),
    col("account", need=True),
    personal("points", "int", subject="person_id", retention="business", need=True),
    col("wallet", "bool", need=True),
    personal("reason_en", subject="person_id", need=True),
    personal("reason_zh", subject="person_id", need=True),
    col("rule", need=True),
    col("source_id", need=True),
    col("reverses"),
    refs={"person_id": "person", "team_id": "team"},
    since="at",
)
