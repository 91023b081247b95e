"""`python -m revrise`."""

from revrise.apps.cli import main

main()
