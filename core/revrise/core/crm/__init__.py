"""Customer systems that are read on schedule."""
