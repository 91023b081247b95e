"""Transcription by an OpenAI-compatible HTTP endpoint; off unless `speech.engine` says so."""
