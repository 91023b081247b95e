"""The pipeline by region and team; amounts of two currencies are never added."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from revrise.apps.demo.company import Company
from revrise.apps.demo.people import CHINA, SELLING, WEST
from revrise.core.deals.kpi import win_rate

Money = Mapping[str, float]


@frozen
class Line:
    """Figures of a team, a region or everybody; amounts by currency, in major units."""

    name: str
    depth: int
    deals: int
    open: int
    won: int
    lost: int
    won_value: Money
    open_value: Money

    @property
    def win_rate(self) -> float | None:
        """Won among closed."""
        return win_rate(self.won, self.lost)

    def as_document(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "name": self.name,
            "deals": self.deals,
            "open": self.open,
            "won": self.won,
            "lost": self.lost,
            "win_rate": self.win_rate,
            "won_value": dict(self.won_value),
            "open_value": dict(self.open_value),
        }


def lines(report: Mapping[str, Any], company: Company) -> list[Line]:
    """Each region with its teams below, deals without a team, then everybody."""
    currency = report["currency"]
    teams = {row["team"]: _line(row, row["team"], 1, currency) for row in report["by"]["team"]}
    found: list[Line] = []
    for region in (CHINA, WEST):
        own = [teams[team.name] for team in SELLING if team.parent_id == region]
        name = next(team.name for team in company.teams if team.id == region)
        found += [_sum(name, own), *own]
    named = {team.name for team in SELLING}
    loose = [line for name, line in teams.items() if name not in named]
    return [*found, *loose, _line(report, company.name.en, 0, currency)]


def _line(row: Mapping[str, Any], name: str | None, depth: int, currency: str) -> Line:
    return Line(
        name or "–",
        depth,
        row["deals"],
        row["open"],
        row["won"],
        row["lost"],
        _values(row, "won_value", currency),
        _values(row, "open_value", currency),
    )


def _values(row: Mapping[str, Any], measure: str, currency: str) -> Money:
    others = row.get("other_currencies", {}).items()
    found = {currency: row[measure], **{name: part.get(measure, 0) for name, part in others}}
    return {name: value for name, value in found.items() if value}


def _sum(name: str, parts: Iterable[Line]) -> Line:
    own = list(parts)
    return Line(
        name,
        0,
        sum(one.deals for one in own),
        sum(one.open for one in own),
        sum(one.won for one in own),
        sum(one.lost for one in own),
        _added(one.won_value for one in own),
        _added(one.open_value for one in own),
    )


def _added(amounts: Iterable[Money]) -> Money:
    total: dict[str, float] = {}
    for each in amounts:
        for currency, value in each.items():
            total[currency] = total.get(currency, 0) + value
    return total
