"""Clips of calls: cut, shared, and heard under the call's consent."""
