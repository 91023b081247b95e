"""What the core asks of the world, and what a plugin may offer it."""
