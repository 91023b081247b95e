"""Journeys from a CSV file with one row per touch."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter

from attrs import define, field, frozen

from revrise.core.attribution.touch import Journey, Touch
from revrise.core.errors import Invalid
from revrise.services.tables.cell import decimal, missing, moment, truth
from revrise.services.tables.table import CsvTable, Rejections

_GUESSES = {
    "journey": ("journey", "journey_id", "deal", "deal_id", "opportunity_id", "id", "商机", "旅程"),
    "channel": ("channel", "touch", "touchpoint", "渠道", "触点"),
    "at": ("at", "time", "timestamp", "date", "datetime", "时间", "日期"),
    "converted": ("converted", "conversion", "won", "is_won", "outcome", "成交", "赢单"),
    "value": ("value", "amount", "revenue", "金额", "价值"),
}
_NEEDED = ("journey", "channel", "converted")
_CENTS, _MOST_DECIMALS = 2, 9
_START = datetime(2000, 1, 1, tzinfo=UTC)


@frozen
class Read:
    """The journeys of a file ; their values are in units of 10^-decimals."""

    journeys: Sequence[Journey]
    decimals: int


@define
class _Draft:
    """A journey while its rows come in; `line` is the first."""

    line: int
    touches: list[Touch] = field(factory=list)
    converted: bool = False
    value: Decimal | None = None


def columns(table: CsvTable, given: Mapping[str, str]) -> dict[str, int]:
    """Where each part is: the given name, else the first usual one.

    Raises Invalid when a part that is needed has no column, NotFound for an unknown given name.
    """
    lower = [name.lower() for name in table.header]
    found = {part: table.index(name) for part, name in given.items() if name}
    for part, guesses in _GUESSES.items():
        usual = [lower.index(name) for name in guesses if name in lower]
        free = [index for index in usual if index not in found.values()]
        if part not in found and free:
            found[part] = free[0]
    lacking = [part for part in _NEEDED if part not in found]
    if lacking:
        raise Invalid(
            f"no column for {', '.join(lacking)}",
            culprit=f"{table.path}:1",
            remedy=f"name it; the columns are: {', '.join(table.header)}",
        )
    return found


def read(table: CsvTable, where: Mapping[str, int], rejected: Rejections) -> Read:
    """Reads every row; one that cannot be used is reported in `rejected` and left out.

    A journey converted when any of its rows says so; its value is the largest that its rows
    give. Without a column for the time, rows are in time order, a second apart. A row that only
    brings the result of its journey may leave the channel empty.
    """
    drafts: dict[str, _Draft] = {}
    pick = itemgetter(*[where.get(part, -1) for part in _GUESSES])
    timed = "at" in where
    for line, cells in table.rows(rejected):
        try:
            _take(drafts, line, pick([*cells, ""]), timed=timed)
        except _BadCell as bad:
            rejected.add(line, table.header[where[bad.part]], bad.reason)
    return _read(drafts, rejected, table.header[where["channel"]])


class _BadCell(Exception):
    def __init__(self, part: str, reason: str) -> None:
        super().__init__(reason)
        self.part, self.reason = part, reason


def _take(drafts: dict[str, _Draft], line: int, cells: Sequence[str], *, timed: bool) -> None:
    name, channel = cells[0].strip(), cells[1].strip()
    if not name:
        raise _BadCell("journey", "is empty")
    converted, value = _converted(cells[3]), _value(cells[4])
    if not channel and not converted:
        raise _BadCell("channel", "is empty")
    at = _at(cells[2]) if timed and channel else _START + timedelta(seconds=line)
    draft = drafts.get(name) or drafts.setdefault(name, _Draft(line))
    if channel:
        draft.touches.append(Touch(name, channel, at))
    draft.converted = draft.converted or converted
    if value is not None and (draft.value is None or value > draft.value):
        draft.value = value


@lru_cache(maxsize=1 << 10)
def _converted(text: str) -> bool:
    still_open = missing(text) or text.strip().lower() == "open"
    said = False if still_open else truth(text)
    if said is None:
        raise _BadCell("converted", f"{text[:40]!r} is neither yes nor no")
    return said


@lru_cache(maxsize=1 << 14)
def _value(text: str) -> Decimal | None:
    if missing(text):
        return None
    number = decimal(text)
    if number is None or number < 0:
        raise _BadCell("value", f"{text[:40]!r} is not an amount of zero or more")
    return number


def _at(text: str) -> datetime:
    at = moment(text)
    if at is None:
        raise _BadCell("at", f"{text[:40]!r} is not a time" if text else "is empty")
    return at


def _read(drafts: Mapping[str, _Draft], rejected: Rejections, column: str) -> Read:
    decimals = max((_decimals(draft.value) for draft in drafts.values()), default=_CENTS)
    journeys = []
    for name, draft in drafts.items():
        if not draft.touches:
            rejected.add(draft.line, column, f"journey {name[:40]} has no touch")
            continue
        value = None if draft.value is None else round(draft.value.scaleb(decimals))
        journeys.append(Journey(name, draft.touches, draft.converted, value))
    return Read(journeys, decimals)


def _decimals(value: Decimal | None) -> int:
    exponent = value.as_tuple().exponent if value is not None else 0
    return min(_MOST_DECIMALS, max(_CENTS, -exponent if isinstance(exponent, int) else 0))
