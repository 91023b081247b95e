"""Transcript formats and call sources."""
