"""The `revrise` command."""

import sys


def main() -> None:
    """The console script; says what is missing where the extra `cli` is not installed."""
    try:
        from revrise.apps.cli.main import main as run
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("revrise"):
            raise
        sys.exit(f"revrise: {error.name} is not installed (pip install 'revrise[cli]')")
    run()
