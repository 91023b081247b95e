"""Who may see and do what, on which ground, and the proof of it."""
