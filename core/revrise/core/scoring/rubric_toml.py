"""Rubrics written in TOML."""

import math
import tomllib
from collections.abc import Callable
from typing import get_args

from revrise.core.conversations.condition_toml import condition
from revrise.core.conversations.trackers import Tracker
from revrise.core.conversations.transcript import Side
from revrise.core.errors import Invalid
from revrise.core.scoring.bands import HIGHEST, LOWEST, Band, Bands
from revrise.core.scoring.measure import (
    Measure,
    MetricBand,
    MomentBand,
    QuestionBand,
    Sequence,
    TopicBand,
    TrackerBand,
)
from revrise.core.scoring.rubric import Blocker, Criterion, RubricDefinition, When
from revrise.core.toml_table import Table

_SIDES = get_args(Side)


def load(text: str, name: str) -> RubricDefinition:
    """The rubric in a TOML text; `name` is its file for errors.

    Raises Invalid naming the line of a syntax error or the key at fault.
    """
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Invalid(f"no TOML: {error}", culprit=name) from None
    table = Table(f"{name}: ", values)
    table.only("id", "version", "title", "languages", "criteria", "blockers", "when")
    parts = (
        table.text("id"),
        table.whole("version"),
        _by_language(table.table("title")),
        table.texts("languages"),
        table.tables("criteria", _criterion),
        table.tables("blockers", _blocker),
        table.choice("when", get_args(When), "always"),
        text,
    )
    return table.named(lambda: RubricDefinition(*parts))


def _criterion(table: Table) -> Criterion:
    table.only("id", "title", "competency", "weight", "minimum", "anchors", "measure")
    anchors = table.table("anchors")
    parts = (
        table.text("id"),
        _by_language(table.table("title")),
        table.text("competency"),
        table.whole("weight"),
        {language: anchors.texts(language) for language in anchors.values},
        _measure(table.table("measure")),
        table.whole("minimum", 1),
    )
    return table.named(lambda: Criterion(*parts))


def _blocker(table: Table) -> Blocker:
    table.only("id", "title", "tracker")
    tracker = _tracker(table.table("tracker"), table.text("id"))
    return Blocker(table.text("id"), _by_language(table.table("title")), tracker)


def _by_language(table: Table) -> dict[str, str]:
    return {language: table.text(language) for language in table.values}


def _measure(table: Table) -> Measure:
    kind = table.choice("kind", tuple(_MEASURES))
    return _MEASURES[kind](table, _bands(table.table("bands")))


def _metric(table: Table, bands: Bands) -> Measure:
    table.only("kind", "bands", "metric", "shown")
    return MetricBand(table.text("metric"), bands, table.choice("shown", _SIDES, "seller"))


def _questions(table: Table, bands: Bands) -> Measure:
    table.only("kind", "bands", "side", "form")
    side = table.choice("side", _SIDES, "seller")
    return QuestionBand(bands, side, table.choice("form", ("any", "open", "closed"), "any"))


def _moments(table: Table, bands: Bands) -> Measure:
    table.only("kind", "bands", "moment", "label")
    label = table.text("label") if "label" in table.values else None
    return MomentBand(table.text("moment"), bands, label)


def _tracked(table: Table, bands: Bands) -> Measure:
    table.only("kind", "bands", "tracker", "within", "after")
    within = table.choice("within", ("utterances", "questions"), "utterances")
    after = _tracker(table.table("after"), "after") if "after" in table.values else None
    return TrackerBand(_tracker(table.table("tracker"), "tracker"), bands, within, after)


def _sequence(table: Table, bands: Bands) -> Measure:
    table.only("kind", "bands", "moment", "steps")
    steps = table.texts("steps")
    if not steps:
        raise table.fail("steps", "needs at least one step")
    return Sequence(table.text("moment"), steps, bands)


def _topics(table: Table, bands: Bands) -> Measure:
    table.only("kind", "bands", "topics")
    topics = table.table("topics")
    if not topics.values:
        raise table.fail("topics", "needs at least one topic")
    return TopicBand(tuple(_tracker(topics.table(one), one) for one in topics.values), bands)


_MEASURES: dict[str, Callable[[Table, Bands], Measure]] = {
    "metric": _metric,
    "questions": _questions,
    "moments": _moments,
    "tracker": _tracked,
    "sequence": _sequence,
    "topics": _topics,
}


def _tracker(table: Table, id: str) -> Tracker:  # noqa: A002
    return Tracker(id, {}, condition(table))


def _bands(table: Table) -> Bands:
    levels = [str(level) for level in range(LOWEST + 1, HIGHEST + 1)]
    table.only(*levels)
    if not table.values:
        raise table.fail("5", "is missing", "give at least the band of the best level")
    return Bands({int(level): _band(table, level) for level in table.values})


def _band(table: Table, level: str) -> Band:
    """A number n is [n, no end]; "" leaves an end of a pair open."""
    value = table.values[level]
    pair = value if isinstance(value, list) else [value, ""]
    ends = [None if end == "" else end for end in pair]
    if len(ends) != len(("low", "high")) or not all(map(_number, ends)):
        raise table.fail(
            level, "must be a number, or [low, high] with an open end as an empty text"
        )
    low, high = ends
    if low is not None and high is not None and low > high:
        raise table.fail(level, "low must not exceed high")
    return low, high


def _number(end: object) -> bool:
    if end is None:
        return True
    return isinstance(end, int | float) and not isinstance(end, bool) and math.isfinite(end)
