"""The vault: keys of what is kept encrypted."""
