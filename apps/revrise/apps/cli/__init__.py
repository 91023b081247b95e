"""The `revrise` command."""
