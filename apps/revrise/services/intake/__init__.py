"""Calls that come in by machine: sources, matching, and the inbox of what matched nothing."""
