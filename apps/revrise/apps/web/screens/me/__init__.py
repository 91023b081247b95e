"""Settings of who reads: language, theme; and the way to everything on small screens."""
