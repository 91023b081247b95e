"""Notifications: what people are told of, and in which words."""
