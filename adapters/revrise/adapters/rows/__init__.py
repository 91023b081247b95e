"""Core classes to flat rows and back, shared by every storage."""
