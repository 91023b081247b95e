"""Bringing the CRM's records in."""
