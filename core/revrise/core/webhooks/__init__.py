"""Outgoing webhooks: endpoints, deliveries, their form and their signature."""
