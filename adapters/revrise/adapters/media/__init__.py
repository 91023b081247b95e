"""Recordings: what a file is by its content, its sound per channel, where there is speech."""
