"""Rows a second of the csv connector, and its cost against a bare csv.reader on the same file.

Run: python bench/crm_csv.py [ROWS]; the best of three runs each, CPU time of this process.
"""

import csv
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from revrise.plugins.crm.csv_folder import CsvKind

HEADER = ["id", "agent", "product", "account", "stage", "opened", "closed", "value"]
MAPPING = """
[deal]
file = "deals.csv"
currency = "USD"
date_format = "%m/%d/%Y"
[deal.fields]
external_id = "id"
account = "account"
owner = "agent"
product = "product"
stage = { column = "stage", values = { Won = "ClosedWon", Lost = "ClosedLost" } }
opened_at = "opened"
closed_at = "closed"
value = "value"
"""


def write_deals(folder: Path, count: int) -> Path:
    dice = random.Random(7)
    path = folder / "deals.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(count):
            month, day = dice.randint(1, 12), dice.randint(1, 28)
            row = [f"D{number:07}", f"Agent {dice.randrange(40)}", f"Product {dice.randrange(7)}"]
            row += [f"Account {dice.randrange(90)}", dice.choice(["Won", "Lost", "Engaging"])]
            row += [f"{month}/{day}/2016", f"{month}/{day}/2017", dice.randrange(30_000)]
            writer.writerow(row)
    (folder / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    return path


def best(run: Callable[[], int]) -> tuple[float, int]:
    found = []
    for _ in range(3):
        start = time.process_time()
        count = run()
        found.append((time.process_time() - start, count))
    return min(found)


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = write_deals(folder, count)

        def bare() -> int:
            with path.open(newline="", encoding="utf-8") as file:
                return sum(1 for _ in csv.reader(file)) - 1

        def connector() -> int:
            made = CsvKind().connect(name, {"mapping": str(folder / "mapping.toml")})
            return sum(len(page.records) for page in made.pull(None))

        def digests() -> int:
            made = CsvKind().connect(name, {"mapping": str(folder / "mapping.toml")})
            return sum(len({r.digest for r in page.records}) for page in made.pull(None))

        base, _ = best(bare)
        for label, run in (("connector", connector), ("connector + digest", digests)):
            took, rows = best(run)
            each = took / rows * 1e6
            print(f"{label}: {rows / took:,.0f} rows/s, {each:.1f} µs/row, {took / base:.1f}x bare")
        print(f"bare csv.reader: {count / base:,.0f} rows/s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
