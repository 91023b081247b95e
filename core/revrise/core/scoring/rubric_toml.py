"""Rubrics written in TOML."""

import math
from collections.abc import Callable, Mapping
from typing import get_args

from revrise.core.conversations.condition_toml import condition
from revrise.core.conversations.trackers import Tracker
from revrise.core.conversations.transcript import Side
from revrise.core.errors import Invalid
from revrise.core.scoring.bands import HIGHEST, LOWEST, Band, Bands
from revrise.core.scoring.measure import (
    NO_BANDS,
    Human,
    Measure,
    MetricBand,
    MomentBand,
    QuestionBand,
    Sequence,
    TopicBand,
    TrackerBand,
    Within,
)
from revrise.core.scoring.rubric import Blocker, Criterion, RubricDefinition, When, lacking
from revrise.core.toml_faults import Readers, caught, each_fault, tables_faults
from revrise.core.toml_table import Table, table_of

SIDES: tuple[str, ...] = get_args(Side)
FORMS = ("any", "open", "closed")
WHEN: tuple[str, ...] = get_args(When)


def load(text: str, name: str) -> RubricDefinition:
    """The rubric in a TOML text; `name` is its file for errors.

    Raises Invalid naming the line of a syntax error or the key at fault.
    """
    return _rubric(table_of(text, name), text)


def faults(text: str, name: str) -> tuple[Invalid, ...]:
    """All that is wrong with a text, one fault a key of the rubric, of a criterion, of a blocker.

    What only shows where all else is right (texts missing in a language, an id twice) comes last.
    """
    try:
        table = table_of(text, name)
    except Invalid as error:
        return (error,)
    parts = [
        *each_fault(table, _RUBRIC, but=("criteria", "blockers")),
        *tables_faults(table, "criteria", _CRITERION, _criterion),
        *tables_faults(table, "blockers", _BLOCKER, _blocker),
    ]
    return tuple(parts or _lacking(table) or caught(lambda: _rubric(table, text)))


def _lacking(table: Table) -> list[Invalid]:
    found = {key: read(table) for key, read in _RUBRIC.items()}
    wrong = lacking(found["languages"], found["title"], found["criteria"])
    return [table.fail(error.culprit, error.message) for error in wrong]


def _rubric(table: Table, text: str) -> RubricDefinition:
    table.only(*_RUBRIC)
    parts = {key: read(table) for key, read in _RUBRIC.items()}
    return table.named(lambda: RubricDefinition(**parts, source=text))


def _criterion(table: Table) -> Criterion:
    table.only(*_CRITERION)
    parts = {key: read(table) for key, read in _CRITERION.items()}
    return table.named(lambda: Criterion(**parts))


def _blocker(table: Table) -> Blocker:
    table.only(*_BLOCKER)
    blocker_id, title, when = [read(table) for read in _BLOCKER.values()]
    return Blocker(blocker_id, title, Tracker(blocker_id, {}, when))


def _by_language(table: Table) -> dict[str, str]:
    return {language: table.text(language) for language in table.values}


def _anchors(table: Table) -> dict[str, tuple[str, ...]]:
    return {language: table.texts(language) for language in table.values}


def _measure(table: Table) -> Measure:
    kind = table.choice("kind", tuple(_MEASURES))
    table.only("kind", *MEASURE_KEYS[kind])
    banded = "bands" in MEASURE_KEYS[kind]
    return _MEASURES[kind](table, _bands(table.table("bands")) if banded else NO_BANDS)


def _metric(table: Table, bands: Bands) -> Measure:
    return MetricBand(table.text("metric"), bands, table.choice("shown", SIDES, "seller"))


def _questions(table: Table, bands: Bands) -> Measure:
    side = table.choice("side", SIDES, "seller")
    return QuestionBand(bands, side, table.choice("form", FORMS, "any"))


def _moments(table: Table, bands: Bands) -> Measure:
    label = table.text("label") if "label" in table.values else None
    return MomentBand(table.text("moment"), bands, label)


def _tracked(table: Table, bands: Bands) -> Measure:
    within = table.choice("within", get_args(Within), "utterances")
    after = _tracker(table.table("after"), "after") if "after" in table.values else None
    return TrackerBand(_tracker(table.table("tracker"), "tracker"), bands, within, after)


def _sequence(table: Table, bands: Bands) -> Measure:
    steps = table.texts("steps")
    if not steps:
        raise table.fail("steps", "needs at least one step")
    return Sequence(table.text("moment"), steps, bands)


def _topics(table: Table, bands: Bands) -> Measure:
    topics = table.table("topics")
    if not topics.values:
        raise table.fail("topics", "needs at least one topic")
    return TopicBand(tuple(_tracker(topics.table(one), one) for one in topics.values), bands)


MEASURE_KEYS: Mapping[str, tuple[str, ...]] = {
    "metric": ("metric", "shown", "bands"),
    "questions": ("side", "form", "bands"),
    "moments": ("moment", "label", "bands"),
    "tracker": ("tracker", "within", "after", "bands"),
    "sequence": ("moment", "steps", "bands"),
    "topics": ("topics", "bands"),
    "human": (),
}
"""The keys of each kind of measure, beside `kind`."""

_MEASURES: dict[str, Callable[[Table, Bands], Measure]] = {
    "metric": _metric,
    "questions": _questions,
    "moments": _moments,
    "tracker": _tracked,
    "sequence": _sequence,
    "topics": _topics,
    "human": lambda _, bands: Human(bands),
}

# How the value of each key is read; keys are named as the attributes are.
_RUBRIC: Readers = {
    "id": lambda table: table.text("id"),
    "version": lambda table: table.whole("version"),
    "title": lambda table: _by_language(table.table("title")),
    "languages": lambda table: table.texts("languages"),
    "criteria": lambda table: table.tables("criteria", _criterion),
    "blockers": lambda table: table.tables("blockers", _blocker),
    "when": lambda table: table.choice("when", WHEN, "always"),
}
_CRITERION: Readers = {
    "id": lambda table: table.text("id"),
    "title": lambda table: _by_language(table.table("title")),
    "competency": lambda table: table.text("competency"),
    "weight": lambda table: table.whole("weight"),
    "anchors": lambda table: _anchors(table.table("anchors")),
    "measure": lambda table: _measure(table.table("measure")),
    "minimum": lambda table: table.whole("minimum", 1),
}
_BLOCKER: Readers = {
    "id": lambda table: table.text("id"),
    "title": lambda table: _by_language(table.table("title")),
    "tracker": lambda table: condition(table.table("tracker")),
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
