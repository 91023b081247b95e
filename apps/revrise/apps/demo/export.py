"""The company's customer system as a folder of CSV files, a few rows spoilt on purpose."""

import csv
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path

from attrs import frozen

from revrise.apps.demo.company import Company
from revrise.apps.demo.spoilt import SPOILT, Flaw

Row = tuple[object, ...]
MAPPING = "mapping.toml"


@frozen
class DirtyRow:
    """A spoilt row, as a reader of the file should report it; lines count from 1."""

    file: str
    line: int
    column: str
    reason: str
    flaw: Flaw


@frozen
class Export:
    """What was written: the mapping file, good rows by file, and the spoilt rows after them."""

    folder: Path
    mapping: Path
    rows: Mapping[str, int]
    dirty: tuple[DirtyRow, ...]


def write(company: Company, folder: Path) -> Export:
    """Write the CSV files and their mapping into a folder, made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, int] = {}
    dirty: list[DirtyRow] = []
    for name, (header, good) in _tables(company).items():
        bad = [row for row in SPOILT if row.file == name]
        rows[name] = len(good)
        _write(folder / name, header, [*good, *(row.cells for row in bad)])
        dirty += [
            DirtyRow(name, len(good) + number, row.column, row.reason, row.flaw)
            for number, row in enumerate(bad, 2)
        ]
    mapping = folder / MAPPING
    text = files("revrise.apps.demo").joinpath(MAPPING).read_text("utf-8")
    mapping.write_text(text, encoding="utf-8")
    return Export(folder, mapping, rows, tuple(dirty))


def _write(path: Path, header: tuple[str, ...], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def _tables(company: Company) -> dict[str, tuple[tuple[str, ...], list[Row]]]:
    return {
        "teams.csv": (
            ("team_id", "team_name", "parent_team"),
            [(team.id, team.name, team.parent_id or "") for team in company.teams],
        ),
        "people.csv": (
            ("employee_id", "full_name", "e_mail", "team_id", "role", "hired"),
            [
                (one.id, one.name, one.email, one.team_id, ";".join(one.roles), one.hired_on)
                for one in company.people
            ],
        ),
        "products.csv": (
            ("product_id", "product_name", "product_line", "list_price", "currency"),
            [
                (p.id, p.name, p.line, p.prices[0].amount, p.prices[0].currency)
                for p in company.products
            ],
        ),
        "accounts.csv": (
            ("account_id", "account_name", "industry", "country", "employees"),
            [(a.id, a.name, a.industry, a.country, a.employees) for a in company.accounts],
        ),
        "contacts.csv": (
            ("contact_id", "contact_name", "job_title", "phone", "e_mail", "account_id"),
            [(c.id, c.name, c.title, c.phone, c.email, c.account_id) for c in company.contacts],
        ),
        "deals.csv": (_DEAL_HEADER, _deal_rows(company)),
    }


_DEAL_HEADER = (
    "deal_id",
    "deal_name",
    "account_id",
    "contact_id",
    "owner_id",
    "product_id",
    "lead_source",
    "stage",
    "amount",
    "currency",
    "opened",
    "closed",
    "loss_reason",
)


def _deal_rows(company: Company) -> list[Row]:
    return [
        (
            deal.id,
            deal.name,
            deal.account_id,
            deal.contact_id,
            deal.rep_id,
            deal.product_id,
            deal.source,
            deal.stage,
            deal.amount.amount,
            deal.amount.currency,
            deal.opened_at.isoformat(),
            deal.closed_at.isoformat() if deal.closed_at else "",
            deal.loss_reason or "",
        )
        for deal in company.deals
    ]
