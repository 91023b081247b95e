"""Use cases: what the CLI, the API, the web app and the worker all drive."""
