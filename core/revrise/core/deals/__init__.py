"""Accounts, contact cards, deals and the process that governs them."""
