"""A customer system of any size as CSV files and a mapping, in pages that can be counted."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import frozen

STAGES = ("LeadIn", "Discovery", "ClosedWon", "ClosedLost")
MAPPING = """
[source]
currency = "CNY"

[team]
file = "teams.csv"
fields = { external_id = "id", name = "name", parent = "parent" }

[person]
file = "people.csv"
fields = { external_id = "id", name = "name", team = "team", roles = "roles" }

[account]
file = "accounts.csv"
fields = { external_id = "id", name = "name", parent = "parent" }
"""
DEAL = """
[[deal]]
file = "deals_{number}.csv"
[deal.fields]
external_id = "id"
name = "name"
account = "account"
owner = "owner"
stage = "stage"
value = "value"
opened_at = "opened"
closed_at = "closed"
"""


@frozen
class CrmFolder:
    """Where it is, and how many records of each kind are in it."""

    path: Path
    counts: dict[str, int]

    @property
    def mapping(self) -> Path:
        """The mapping file."""
        return self.path / "map.toml"

    @property
    def args(self) -> list[str]:
        """The command that syncs it."""
        return ["crm", "sync", "csv", str(self.path), "--mapping", str(self.mapping), "--json"]


def write(folder: Path, deals: int, pages: int) -> CrmFolder:
    """`deals` deals in `pages` files, each a page of its own, with what they refer to."""
    folder.mkdir(parents=True)
    reps, accounts = max(2, deals // 100), max(2, deals // 10)
    _table(folder / "teams.csv", "id,name,parent", [(1, "总部", ""), (2, "North", 1)])
    people = [(n, f"Rep {n} 销售", 2, "rep") for n in range(reps)]
    _table(folder / "people.csv", "id,name,team,roles", people)
    # Every third belongs to one that comes later: such rows wait for the end of their kind.
    held = [(n, f"Account {n}", (n + 1) % accounts if n % 3 == 0 else "") for n in range(accounts)]
    _table(folder / "accounts.csv", "id,name,parent", held)
    for number in range(pages):
        rows = [_deal(n, reps, accounts) for n in range(number, deals, pages)]
        _table(
            folder / f"deals_{number}.csv", "id,name,account,owner,stage,value,opened,closed", rows
        )
    text = MAPPING + "".join(DEAL.format(number=number) for number in range(pages))
    (folder / "map.toml").write_text(text, encoding="utf-8")
    counts = {"team": 2, "person": reps, "account": accounts, "deal": deals}
    return CrmFolder(folder, counts)


def _deal(number: int, reps: int, accounts: int) -> tuple[object, ...]:
    day = f"2025-{1 + number % 12:02}-{1 + number % 28:02}"
    name = f"Deal {number} 商机"
    stage = STAGES[number % 4]
    closed = "2025-12-30" if stage.startswith("Closed") else ""
    value = number * 10 + 0.5
    return number, name, number % accounts, number % reps, stage, value, day, closed


def _table(path: Path, header: str, rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split(","))
        writer.writerows(rows)
