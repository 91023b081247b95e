"""Figures of the night: what they are, who may see them, how they are taken."""
