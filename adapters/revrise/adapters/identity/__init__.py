"""Hashes of passwords and random tokens."""
