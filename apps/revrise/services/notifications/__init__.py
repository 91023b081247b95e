"""Notifications: who is told what, in the app and outside."""
