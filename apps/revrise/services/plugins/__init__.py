"""Plugins: which there are, and what a tenant decides about them."""
