"""Reward rules."""
