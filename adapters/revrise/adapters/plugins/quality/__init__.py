"""`plugins check`: the rules of bronze, silver and gold, computed from what is there."""
