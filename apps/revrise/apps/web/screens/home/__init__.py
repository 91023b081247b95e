"""Home: what to do next, and why."""
