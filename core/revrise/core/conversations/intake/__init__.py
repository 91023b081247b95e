"""How calls come in: uploads, sidecars, machines; and whose they are."""
