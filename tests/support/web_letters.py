"""The lines of `web_statuses.txt` as the web app answers now, to be looked at letter by letter.

Run: python -m tests.support.web_letters [part of a route]. A new route's line goes into the table
once somebody has thought about each of its letters.
"""

import sys
import tempfile
from pathlib import Path

from tests.support.web_table import LETTERS
from tests.sweeps.test_web_matrix import COLUMNS, company_site, told


def main(part: str = "") -> None:
    """Prints them; a status without a letter as it is."""
    letters = {status: letter for letter, status in LETTERS.items()}
    with tempfile.TemporaryDirectory() as folder, company_site(Path(folder)) as site:
        rows = [told(site, column) for column in COLUMNS]
    sys.stdout.write(" ".join(COLUMNS) + "\n")
    for method, page in rows[0]:
        line = "".join(letters.get(row[method, page], f"<{row[method, page]}>") for row in rows)
        if part in page:
            sys.stdout.write(f"{method:4} {page:62} {line}\n")


if __name__ == "__main__":
    main(*sys.argv[1:2])
