"""Asking a language model about a call."""
