"""Programs: the assembly and its command line."""
