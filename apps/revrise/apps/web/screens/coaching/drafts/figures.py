"""Numbers as people type them: shares in percent, times in seconds; the text has ratios and ms."""

from decimal import Decimal, InvalidOperation
from typing import Any

from attrs import frozen

from revrise.apps.web.i18n import marked
from revrise.apps.web.screens.coaching.drafts.sheet import Field, Place, Sheet
from revrise.core.conversations.metrics.definitions import DEFINITIONS
from revrise.core.errors import Invalid
from revrise.core.scoring.bands import HIGHEST, LOWEST


@frozen
class Unit:
    """`factor` times what the text says is what people see, with `name` behind it."""

    factor: Decimal = Decimal(1)
    name: str = ""


PLAIN, SHARE, TIME = Unit(), Unit(Decimal(100), "%"), Unit(Decimal("0.001"), marked("seconds"))
_OF = {"ratio": SHARE, "ms": TIME}
_NAMED = {
    "1/h": marked("an hour"),
    "1/min": marked("a minute"),
    "words/min": marked("words or characters a minute"),
    "1/1000 words": marked("in 1,000 words"),
    "points": marked("points"),
    "score": marked("from −1 to 1"),
    "count": marked("times"),
}
METRICS = {one.key: one for one in reversed(DEFINITIONS)}
_COUNTED = {
    "questions": marked("questions"),
    "tracker": marked("lines"),
    "moments": marked("times"),
}


def unit_of(measure: dict[str, Any]) -> Unit:
    """The unit of the bands of a measure."""
    kind = measure.get("kind")
    if kind in ("sequence", "topics"):
        return SHARE
    if kind == "metric" and (metric := METRICS.get(str(measure.get("metric")))):
        return _OF.get(metric.unit) or Unit(name=_NAMED.get(metric.unit, metric.unit))
    return Unit(name=_COUNTED.get(str(kind), ""))


def shown(value: object, unit: Unit = PLAIN) -> str:
    """A number as people see it; what is none as it stands."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{(Decimal(str(value)) * unit.factor).normalize():f}"


def read(said: str, unit: Unit = PLAIN) -> object:
    """The number that was typed; what is none as it was typed, for the parser to refuse."""
    try:
        value = Decimal(said.rstrip("%％ ")) / unit.factor
    except InvalidOperation:
        return said
    if not value.is_finite():
        return said
    return int(value) if value == value.to_integral_value() else float(value)


def number(sheet: Sheet, at: Place, key: str, label: str, unit: Unit = PLAIN, **more: Any) -> Field:
    """A number that may be left out."""

    def put(said: str) -> None:
        if said:
            at.values[key] = read(said, unit)
        else:
            at.values.pop(key, None)

    value = at.values.get(key, "")
    if isinstance(value, dict | list):
        raise at.table.fail(key, "must be a number")
    field = Field(f"{at.name}.{key}", label, shown(value, unit), put, unit=unit.name, **more)
    return sheet.add(field, at.path(key))


def bands(sheet: Sheet, at: Place, unit: Unit) -> list[tuple[int, Field, Field]]:
    """From where to where each level above the lowest reaches, the best level first."""
    return [_band(sheet, at, level, unit) for level in range(HIGHEST, LOWEST, -1)]


def _band(sheet: Sheet, at: Place, level: int, unit: Unit) -> tuple[int, Field, Field]:
    key = str(level)
    _ends(at, key)
    fields = [
        sheet.add(
            Field(
                f"{at.name}.{key}.{end}",
                sheet.say(marked("Level %(num)s"), num=level),
                shown(_ends(at, key)[which], unit),
                _putting(at, key, which, unit),
                unit=unit.name,
            ),
            at.path(key),
        )
        for which, end in enumerate(("low", "high"))
    ]
    return level, fields[0], fields[1]


def _putting(at: Place, key: str, which: int, unit: Unit) -> Any:
    def put(said: str) -> None:
        ends = _ends(at, key)
        ends[which] = read(said, unit) if said else ""
        if ends == ["", ""]:
            at.values.pop(key, None)
        else:
            at.values[key] = ends[0] if ends[1] == "" else ends

    return put


def _ends(at: Place, key: str) -> list[Any]:
    """A number n is [n, no end]."""
    value = at.values.get(key, "")
    if isinstance(value, list) and len(value) == len(("low", "high")):
        return list(value)
    if isinstance(value, dict | list):
        raise Invalid("must be a number", culprit=f"draft: {at.path(key)}")
    return [value, ""]


def rescaled(measure: dict[str, Any], before: Unit) -> None:
    """Keeps the figures that people see where the unit of the bands changed under them."""
    after = unit_of(measure)
    found = measure.get("bands")
    if after.factor == before.factor or not isinstance(found, dict):
        return
    for level, value in found.items():
        ends = value if isinstance(value, list) else [value]
        said = [one if one == "" else read(shown(one, before), after) for one in ends]
        found[level] = said if isinstance(value, list) else said[0]
