"""Speed and size, as ratios to a baseline of the same run."""
