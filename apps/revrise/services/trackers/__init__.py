"""Trackers as a tenant has them: written, compared, tried and listened for."""
