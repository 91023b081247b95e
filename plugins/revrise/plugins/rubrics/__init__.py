"""Scoring rubrics."""
