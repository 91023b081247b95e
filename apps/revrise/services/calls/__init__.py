"""Calls: received, shown and put right, as far as everybody agreed."""
