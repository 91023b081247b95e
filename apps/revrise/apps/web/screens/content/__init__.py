"""The content library and its assets."""
