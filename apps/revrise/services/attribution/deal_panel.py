"""Closed deals beside what their rep had done and how the rep talked: the rows of comparisons."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import accumulate
from operator import itemgetter

from attrs import frozen

from revrise.core.attribution.touch import Journey, Touch
from revrise.ports.storage import View
from revrise.services.attribution.deal_history import DealHistory, Level


@frozen
class DealRow:
    """One closed deal: outcome, rep, team, and behaviours (0/1, or a mean over calls).

    `opened` is the quarter it opened in, e.g. `2026 Q1`; empty where nobody knows.
    """

    deal: str
    rep: str
    team: str
    opened: str
    closed_at: datetime
    won: bool
    behaviours: Mapping[str, float]


def panel(history: DealHistory) -> list[DealRow]:
    """A row a closed deal that has a rep and a closing date.

    Training counts when it was done before the deal opened: a deal that lives longer, as won
    ones do, would else have seen more of it. Content counts on its deal, talk until it closed.
    """
    training, content = history.training(), history.content()
    nothing = dict.fromkeys(sorted(training.names | content.names), 0.0)
    talk = RunningMeans.of(history.measured())
    return [
        DealRow(
            deal["id"],
            deal["owner_id"],
            deal["team_id"] or "",
            _quarter(deal["opened_at"]),
            deal["closed_at"],
            deal["outcome"] == "won",
            {
                **nothing,
                **{what: 1.0 for what, _ in training.before(deal["owner_id"], _begin(deal))},
                **{what: 1.0 for what, _ in content.before(deal["id"], deal["closed_at"])},
                **talk.until(deal["owner_id"], deal["closed_at"]),
            },
        )
        for deal in history.closed()
    ]


def journeys(history: DealHistory) -> list[Journey]:
    """A journey a closed deal that was touched: content, calls, and training while open.

    Values count only where all won deals share a currency: amounts of several do not add up.
    """
    training, content, calls = history.training(), history.content(), history.calls()
    deals = history.closed()
    valued = len({deal["value_currency"] for deal in deals if deal["outcome"] == "won"}) == 1
    found = []
    for deal in deals:
        end = deal["closed_at"]
        done = (
            *content.before(deal["id"], end),
            *calls.before(deal["id"], end),
            *training.within(deal["owner_id"], _begin(deal), end),
        )
        if done:
            won = deal["outcome"] == "won"
            touches = [Touch(deal["id"], what, at) for what, at in done]
            value = deal["value"] if won and valued else None
            found.append(Journey(deal["id"], touches, won, value))
    return found


@frozen
class RunningMeans:
    """Means of what was measured of a person until any moment."""

    _times: Mapping[tuple[str, str], Sequence[datetime]]
    _sums: Mapping[tuple[str, str], Sequence[float]]
    _names: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, levels: Iterable[Level]) -> "RunningMeans":
        """From measurements in any order."""
        series: dict[tuple[str, str], list[Level]] = {}
        for one in sorted(levels, key=itemgetter(2)):
            series.setdefault(one[:2], []).append(one)
        names: dict[str, list[str]] = {}
        for whose, what in sorted(series):
            names.setdefault(whose, []).append(what)
        times = {key: [one[2] for one in seen] for key, seen in series.items()}
        sums = {key: list(accumulate(one[3] for one in seen)) for key, seen in series.items()}
        return cls(times, sums, names)

    def until(self, whose: str, end: datetime) -> dict[str, float]:
        """The mean of everything measured of a person before a moment."""
        found = {}
        for what in self._names.get(whose, ()):
            n = bisect_left(self._times[whose, what], end)
            if n:
                found[what] = self._sums[whose, what][n - 1] / n
        return found


def _begin(deal: View) -> datetime:
    begin: datetime = deal["opened_at"] or deal["closed_at"]
    return begin


def _quarter(day: datetime | None) -> str:
    return f"{day.year} Q{(day.month + 2) // 3}" if day else ""
