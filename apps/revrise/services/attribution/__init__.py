"""Attribution: what went with winning, on what is stored and on files."""
