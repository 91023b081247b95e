"""Plugins as a tenant wants them."""
