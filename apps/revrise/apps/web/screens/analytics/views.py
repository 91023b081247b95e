"""Associations as rows of a forest plot, and the answer in words."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Any

from attrs import frozen

from revrise.apps.web.i18n import Words, marked
from revrise.core.attribution.insight import Insight
from revrise.core.attribution.question import Association
from revrise.core.attribution.verdict import MOST_FALSE

KINDS = {
    "call": marked("how calls went"),
    "content": marked("content on the deal"),
    "course": marked("course before the deal"),
    "practice": marked("role-play passed before"),
    "coaching": marked("coaching plan done before"),
    "level": marked("level seen in calls"),
}
_ORDER = ("up", "down", "none", "unknown")
_LONG = 104
_MOST_TICKS = 8
_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_SAID = {
    "up": marked("more wins"),
    "down": marked("fewer wins"),
    "none": marked("no difference"),
}
_REASONS = {
    "too_few": marked("too few deals"),
    "constant": marked("everybody did the same"),
    "constant_outcome": marked("every deal ended the same"),
    "collinear": marked("goes together with team or quarter"),
}


@frozen
class Row:
    """A behaviour beside the win rate; figures in percentage points per SD of the behaviour."""

    key: str
    name: str
    kind: str
    grade: int
    people: int
    deals: int
    verdict: str
    said: str
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    weeks: int | None = None
    source: Association | None = None


def rows(insight: Insight, titles: Mapping[str, str], _: Words) -> list[Row]:
    """What goes with winning first, then with losing, no difference, not to be told."""
    found = [_row(each, titles, _) for each in insight.associations]
    return sorted(found, key=_place)


def _place(row: Row) -> tuple[int, float, str]:
    size = -(row.estimate or 0.0) if row.verdict == "up" else (row.estimate or 0.0)
    nearest = float(row.weeks) if row.verdict == "unknown" and row.weeks else 1e6
    return _ORDER.index(row.verdict), size if row.verdict != "unknown" else nearest, row.name


def _row(each: Association, titles: Mapping[str, str], _: Words) -> Row:
    kind, _sep, what = each.behaviour.partition(": ")
    verdict = _verdict(each)
    return Row(
        key=each.behaviour,
        name=titles.get(each.behaviour, what or each.behaviour),
        kind=kind,
        grade=int(each.grade[-1]),
        people=each.clusters,
        deals=each.n,
        verdict=verdict,
        said=_said(each, verdict, _),
        estimate=_points(each.estimate),
        low=_points(each.low),
        high=_points(each.high),
        weeks=each.weeks,
        source=each,
    )


def _verdict(each: Association) -> str:
    if each.verdict == "effect":
        return "up" if (each.estimate or 0.0) > 0 else "down"
    return "none" if each.verdict == "no effect" else "unknown"


def _said(each: Association, verdict: str, _: Words) -> str:
    if verdict in _SAID:
        return _(_SAID[verdict])
    if each.reason:
        return _("cannot tell: %(why)s", why=_(_REASONS[each.reason]))
    if each.weeks is None:
        return _("cannot tell")
    if each.weeks > _LONG:
        return _("cannot tell, over 2 years")
    return _.n("cannot tell, %(num)s week", "cannot tell, %(num)s weeks", each.weeks)


def _points(share: float | None) -> float | None:
    return None if share is None else round(share * 100, 1) + 0.0  # no minus before nought


def answer(found: Sequence[Row], _: Words) -> str:
    """The title: what went with winning, what did not, what cannot be told."""
    counts = {kind: sum(row.verdict == kind for row in found) for kind in _ORDER}
    parts = [
        (
            counts["up"],
            "%(n)s behaviour goes with more wins.",
            "%(n)s behaviours go with more wins.",
        ),
        (counts["down"], "%(n)s with fewer.", "%(n)s with fewer."),
        (counts["none"], "%(n)s makes no difference.", "%(n)s make no difference."),
        (counts["unknown"], "%(n)s cannot be told yet.", "%(n)s cannot be told yet."),
    ]
    said = [_.n(one, many, number, n=spelt(number, _)) for number, one, many in parts if number]
    if _.locale == "en":
        return " ".join(said)
    return "".join(said).rstrip("，。") + ("。" if said else "")


# Named here so that they are found to be translated.
ANSWERS = (
    marked("%(n)s behaviour goes with more wins."),
    marked("%(n)s with fewer."),
    marked("%(n)s makes no difference."),
    marked("%(n)s cannot be told yet."),
)


def spelt(number: int, _: Words) -> str:
    """A number at the head of an English sentence in letters; in Chinese in digits."""
    if _.locale == "zh" or number >= len(_NUMBERS):
        return str(number)
    return _NUMBERS[number].capitalize()


def bounds(found: Iterable[Row]) -> tuple[float, float]:
    """The axis all rows share, in whole steps of five points, zero within."""
    known = [row for row in found if row.low is not None and row.high is not None]
    low = min((row.low or 0.0 for row in known), default=-5.0)
    high = max((row.high or 0.0 for row in known), default=5.0)
    return -5.0 * ceil(max(1.0, -low) / 5), 5.0 * ceil(max(1.0, high) / 5)


def ticks(low: float, high: float) -> list[int]:
    """Where the axis is labelled: every five points, farther apart where they would touch."""
    step = next(step for step in (5, 10, 20, 50, 100) if (high - low) / step <= _MOST_TICKS)
    first = ceil(low / step) * step
    return list(range(int(first), int(high) + 1, step))


def ground(row: Row, _: Words) -> list[tuple[bool, str, str]]:
    """What a row rests on: whether it holds, its name, its figure."""
    each = row.source
    if each is None or each.estimate is None:
        return []
    smallest, detectable = (each.smallest or 0.0) * 100, (each.detectable or 0.0) * 100
    return [
        (
            (each.q or 0.0) <= MOST_FALSE or row.verdict == "none",
            _("Not one of many tries"),
            _("false discovery rate %(q)s, at most 0.10 for an effect", q=f"{each.q or 0.0:.2f}"),
        ),
        (
            detectable <= smallest,
            _("Enough data for small effects"),
            _(
                "smallest it could find: %(found)s points; what would matter: %(matters)s",
                found=f"{detectable:.1f}",
                matters=f"{smallest:.1f}",
            ),
        ),
        (
            False,
            _("Not randomised"),
            _("whoever does it may differ in other ways; only a random rollout tells the cause"),
        ),
    ]


@frozen
class Channel:
    """A channel's share of the wins by each credit model, per cent, and their range."""

    name: str
    shares: Mapping[str, float]
    low: float
    high: float
    middle: float


def channels(credit: Mapping[str, Any], titles: Mapping[str, str]) -> list[Channel]:
    """Channels by what Shapley gives them, or the first model there is."""
    models = credit["models"]
    by_channel: dict[str, dict[str, float]] = {}
    for model, credits_ in models.items():
        for one in credits_:
            by_channel.setdefault(one.channel, {})[model] = one.share * 100
    found = [
        Channel(
            titles.get(name, name.partition(": ")[2] or name),
            shares,
            min(shares.values()),
            max(shares.values()),
            shares.get("shapley", next(iter(shares.values()))),
        )
        for name, shares in by_channel.items()
    ]
    return sorted(found, key=lambda one: -one.middle)
