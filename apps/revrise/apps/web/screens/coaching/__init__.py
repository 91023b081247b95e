"""Coaching: who needs what, plans, 1:1s."""
