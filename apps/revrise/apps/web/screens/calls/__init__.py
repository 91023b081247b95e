"""Calls: the list, bringing one in, and the call page."""
