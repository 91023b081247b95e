"""Every port in dicts: for tests, for trying out, and as the shortest reference."""
