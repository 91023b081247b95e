"""Calls: from a file to metrics, moments and scorecards."""
