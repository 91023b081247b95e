"""Calling out over HTTP without being led astray."""
