"""The web app: server-rendered pages over the same services as CLI and API."""
