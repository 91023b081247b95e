"""Writes the API's description, docs/openapi.json, anew.

Run: python -m tools.describe_api; then read the difference: clients live by it.
"""

from pathlib import Path

from revrise.apps.api.reference import text

FILE = Path(__file__).parents[1] / "docs/openapi.json"

if __name__ == "__main__":
    FILE.write_bytes(text())
