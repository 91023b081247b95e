"""Money of several deals: one amount a currency, never mixed."""

from collections.abc import Iterable, Mapping

from revrise.core.money import Money
from revrise.ports.storage import View
from revrise.services.pipeline.views import Sums


def sums(rows: Iterable[View], home: str, column: str = "value") -> Sums:
    """The sum of each currency of grouped rows, the home currency first, without zeros."""
    return settled(totals(rows, home, column), home)


def totals(rows: Iterable[View], home: str, column: str = "value") -> dict[str, int]:
    """Currency → minor units. Deals without an amount have no currency and add nothing."""
    found: dict[str, int] = {}
    for row in rows:
        currency = row.get("value_currency") or home
        found[currency] = found.get(currency, 0) + int(row.get(column) or 0)
    return found


def settled(amounts: Mapping[str, float], home: str) -> Sums:
    """As Money, whole minor units, the home currency first, without zeros."""
    order = sorted(amounts, key=lambda currency: (currency != home, currency))
    return tuple(Money(round(amounts[one]), one) for one in order if round(amounts[one]))


def of_row(row: View) -> Money | None:
    """The amount of one deal; None where there is none or it may not be seen."""
    if row.get("value") is None or not row.get("value_currency"):
        return None
    return Money(row["value"], row["value_currency"])
