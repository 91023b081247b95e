"""Outgoing webhooks: who wants to hear of what, and what came of telling them."""
