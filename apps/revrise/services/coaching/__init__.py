"""Coaching: gaps with evidence, plans against them, 1:1s."""
