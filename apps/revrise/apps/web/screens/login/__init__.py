"""Logging in, logging out, the first password."""
