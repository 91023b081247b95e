"""Accounts, cards, products, sales processes, deals."""

from revrise.adapters.sql.columns import col, personal, record

account = record(
    "account",
    col("name", need=True),
    col("industry"),
    col("country"),
    col("employees", "int"),
    col("revenue"),
    col("parent_id", "id"),
    col("owner_id", "id"),
    col("team_id", "id"),
    crm=True,
)
card = record(
    "card",
    personal("name", need=True),
    personal("phone"),
    personal("email"),
    col("account_id", "id"),
    col("owner_id", "id"),
    col("team_id", "id"),
    refs={"account_id": "account"},
    crm=True,
)
product = record(
    "product",
    col("name", need=True),
    col("category"),
    col("price", "int"),
    col("price_currency"),
    crm=True,
)
sales_process = record(
    "sales_process",
    col("name", need=True),
    col("states", "json", need=True),
    col("moves", "json", need=True),
    col("revision", "int", need=True),
)
deal = record(
    "deal",
    col("name", need=True),
    col("stage", need=True),
    col("owner_id", "id"),
    col("team_id", "id"),
    col("process_id", "id", need=True),
    col("account_id", "id"),
    col("card_id", "id"),
    col("product"),
    col("value", "int", sensitivity="confidential"),
    col("value_currency", sensitivity="confidential"),
    col("opened_at", "time"),
    col("closed_at", "time"),
    col("outcome"),
    col("lost_reason"),
    col("next_step"),
    col("next_step_at", "time"),
    col("entered_at", "time"),
    col("evidence", "json", need=True),
    col("history", "json", need=True),
    refs={
        "owner_id": "person",
        "team_id": "team",
        "account_id": "account",
        "card_id": "card",
        "process_id": "sales_process",
    },
    index=("stage",),
    crm=True,
)
