"""Courses and how far people are in them."""
