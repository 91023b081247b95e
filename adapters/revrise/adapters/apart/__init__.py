"""Transcribers in a process of their own, which may hang or die without taking others along."""
