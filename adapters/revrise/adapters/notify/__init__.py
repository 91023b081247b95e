"""Channels outside the app."""
