"""Detectors of moments in calls."""
