"""The machine's clock, randomness and log."""
