"""Practice: role-plays in text against a scripted buyer."""
