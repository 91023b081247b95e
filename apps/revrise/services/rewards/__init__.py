"""Rewards: rules over facts, a ledger, a leaderboard, and points as a person reads them."""
