"""Detectors: which hear calls, and how well they and trained models do on labelled lines."""
