"""Bundled plugins, written as a stranger would write them."""
