"""Personal data in what was said, found by rules; no model, nothing leaves the process."""
