"""From a gap to a plan to progress."""
