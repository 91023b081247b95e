"""Jobs: work that is done later."""
