"""`plugins new`: a plugin's repository from templates, its tests green."""
