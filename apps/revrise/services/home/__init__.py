"""Home: what to do next, and why; made of what is stored, nothing is guessed."""
