"""How next steps and attempts to close are told: word lists by part, and what they add up to."""
