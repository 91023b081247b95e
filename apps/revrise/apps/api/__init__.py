"""The HTTP API under `/v1`, over the same services as CLI and web."""
