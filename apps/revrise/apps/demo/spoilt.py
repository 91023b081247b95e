"""Rows as customer systems really hold them: a few that cannot be right, and why."""

from typing import Final, Literal

from attrs import frozen

# rejected: the row itself cannot be read. unresolved: it names a thing that is not there.
Flaw = Literal["rejected", "unresolved"]


@frozen
class SpoiltRow:
    """A row of a file, the column at fault and what is wrong with it."""

    file: str
    cells: tuple[str, ...]
    column: str
    reason: str
    flaw: Flaw = "rejected"


def _deal(
    id_: str,
    *,
    account: str = "account-0001",
    owner: str = "rep-001",
    product: str = "product-flow",
    amount: str = "128000.00",
    opened: str = "2026-05-04T08:30:00+00:00",
) -> tuple[str, ...]:
    head = (id_, "Imported by hand", account, "card-0001", owner, product, "inbound")
    return (*head, "Discovery", amount, "CNY", opened, "", "")


SPOILT: Final = (
    SpoiltRow(
        "accounts.csv",
        ("account-9001", "Kestrel Stores Inc", "retail", "US", "about forty"),
        "employees",
        "not a number",
    ),
    SpoiltRow("accounts.csv", ("account-9002", "Ashdown Capital"), "", "columns are missing"),
    SpoiltRow(
        "contacts.csv",
        ("card-9001", "Owen Hale", "CFO", "+1 212 555 0100", "", "account-9999"),
        "account_id",
        "no such account",
        "unresolved",
    ),
    SpoiltRow("deals.csv", _deal("deal-90001", amount="n/a"), "amount", "not a number"),
    SpoiltRow("deals.csv", _deal("deal-90002", opened="31.02.2026"), "opened", "not a date"),
    SpoiltRow("deals.csv", _deal("deal-00001"), "deal_id", "the id is taken"),
    SpoiltRow("deals.csv", _deal(""), "deal_id", "the id is missing"),
    SpoiltRow(
        "deals.csv",
        _deal("deal-90003", owner="rep-404"),
        "owner_id",
        "no such person",
        "unresolved",
    ),
    SpoiltRow(
        "deals.csv",
        _deal("deal-90004", product="Meridian-Flow"),
        "product_id",
        "no such product",
        "unresolved",
    ),
    SpoiltRow(
        "deals.csv",
        _deal("deal-90005", account="account-9999"),
        "account_id",
        "no such account",
        "unresolved",
    ),
)
