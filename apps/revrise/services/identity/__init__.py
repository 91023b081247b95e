"""Logging in, staying logged in, and keys for programs."""
