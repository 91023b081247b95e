"""Plugins as a tenant wants them."""

from revrise.adapters.sql.columns import col, record

plugin_setting = record(
    "plugin_setting",
    col("changed_by", "id", need=True),
    col("changed_at", "time", need=True),
    col("enabled", "bool", need=True),
    col("settings", "json", sensitivity="confidential", need=True),
    col("previous", "json", sensitivity="confidential"),
)
