"""Transcription on this machine by faster-whisper (extra `speech`)."""
