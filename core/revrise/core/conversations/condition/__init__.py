"""When a tracker is met: conditions, and checking them in a call."""
