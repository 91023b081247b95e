"""A condition in the form: words, or conditions that are joined, one inside another."""

import re
from collections.abc import Callable
from typing import Any

from attrs import frozen

from revrise.apps.web.i18n import marked
from revrise.apps.web.screens.coaching.drafts.fields import choice, lines, sides, split, whole
from revrise.apps.web.screens.coaching.drafts.figures import Unit, number
from revrise.apps.web.screens.coaching.drafts.sheet import Field, Place, Sheet
from revrise.core.conversations.condition_toml import CONDITION_KEYS, MODES, kind_of

KINDS = {
    "words": marked("words are said"),
    "any": marked("any of several conditions"),
    "all": marked("all of several conditions"),
    "at_least": marked("so many of several conditions"),
    "none": marked("none of several conditions"),
    "near": marked("two things are said near each other"),
    "silence_s": marked("nobody speaks for a while"),
    "pace": marked("somebody speaks fast or slowly"),
}
_MODES = {
    "any": marked("any of them is said"),
    "all": marked("each of them is said"),
    "none": marked("none of them is said"),
    "at_least": marked("they are said so many times in all"),
}
_LIST = {kind: kind for kind in ("any", "all", "none", "near")} | {"at_least": "of"}
_ANYBODY = ("", marked("anybody"))
_HAN = re.compile(r"[\u3400-\u9fff]")
_SECONDS = Unit(name=marked("seconds"))


@frozen
class Condition:
    """A condition with its fields by key, and those inside it."""

    name: str
    kind: str
    chooser: Field
    fields: dict[str, Field]
    of: tuple["Condition", ...] = ()
    list_name: str = ""


def words_only() -> dict[str, Any]:
    """A condition that is still to be filled in."""
    return {"phrases": []}


def condition(sheet: Sheet, at: Place) -> Condition:
    """The condition that a table holds. Raises Invalid where no form can show it."""
    kind = kind_of(at.values)
    sheet.names[at.path("")[:-1]] = f"{at.name}.is"
    options = sheet.options((one, KINDS[one]) for one in KINDS if one in CONDITION_KEYS)
    chooser = Field(
        f"{at.name}.is", marked("Met when"), kind, lambda said: _become(at.values, kind, said),
        "choice", options,
    )  # fmt: skip
    chooser = sheet.add(chooser, at.path("is"), later=True)
    fields = _FIELDS.get(kind, _no_fields)(sheet, at)
    if kind not in _LIST:
        return Condition(at.name, kind, chooser, fields)
    key = _LIST[kind]
    of = tuple(condition(sheet, one) for one in at.many(key))
    sheet.listed(at.values[key], f"{at.name}.{key}", words_only)
    sheet.names[at.path(key)] = f"{at.name}.is"
    return Condition(at.name, kind, chooser, fields, of, f"{at.name}.{key}")


def _no_fields(_: Sheet, __: Place) -> dict[str, Field]:
    return {}


def _words(sheet: Sheet, at: Place) -> dict[str, Field]:
    sheet.names[at.path("phrases")] = f"{at.name}.phrases.en"
    modes = sheet.options((one, _MODES[one]) for one in MODES)
    return {
        "en": _phrases(sheet, at, "en", marked("Words in English, one phrase a line")),
        "zh": _phrases(sheet, at, "zh", marked("Words in Chinese, one phrase a line")),
        "side": choice(sheet, at, "side", marked("Said by"), sides(sheet, _ANYBODY)),
        "mode": choice(sheet, at, "mode", marked("Counts when"), modes, "any"),
        "n": whole(sheet, at, "n", marked("How many times")),
        "from_s": number(sheet, at, "from_s", marked("Only from"), _SECONDS),
        "until_s": number(sheet, at, "until_s", marked("Only until"), _SECONDS),
        "regexes": lines(sheet, at, "regexes", marked("Regular expressions, one a line")),
    }


def _phrases(sheet: Sheet, at: Place, language: str, label: str) -> Field:
    """Those with Chinese characters stand apart for people; the text has all in one list."""

    def chinese(one: str) -> bool:
        return bool(_HAN.search(one)) == (language == "zh")

    def put(said: str) -> None:
        others = [one for one in at.values.get("phrases", []) if not chinese(one)]
        own = split(said)
        at.values["phrases"] = [*others, *own] if language == "zh" else [*own, *others]

    shown = "\n".join(one for one in at.table.texts("phrases") if chinese(one))
    field = Field(f"{at.name}.phrases.{language}", label, shown, put, "lines")
    return sheet.add(field, at.path(f"phrases.{language}"))


def _at_least(sheet: Sheet, at: Place) -> dict[str, Field]:
    return {"at_least": whole(sheet, at, "at_least", marked("How many of them"))}


def _near(sheet: Sheet, at: Place) -> dict[str, Field]:
    def ordered(said: str) -> None:
        at.values["ordered"] = said == "1"

    options = sheet.options(
        (("", marked("in any order")), ("1", marked("the second after the first")))
    )
    shown = "1" if at.table.flag("ordered") else ""
    field = Field(f"{at.name}.ordered", marked("Order"), shown, ordered, "choice", options)
    return {
        "within_words": whole(
            sheet, at, "within_words", marked("At most so far apart"),
            unit=marked("words or characters"),
        ),
        "within_s": number(sheet, at, "within_s", marked("or so long apart"), _SECONDS),
        "ordered": sheet.add(field, at.path("ordered")),
    }  # fmt: skip


def _silence(sheet: Sheet, at: Place) -> dict[str, Field]:
    return {
        "silence_s": number(sheet, at, "silence_s", marked("For longer than"), _SECONDS),
        "after": choice(sheet, at, "after", marked("After words of"), sides(sheet, _ANYBODY)),
    }


def _pace(sheet: Sheet, at: Place) -> dict[str, Field]:
    rate = Unit(name=marked("words or characters a minute"))
    return {
        "pace": choice(sheet, at, "pace", marked("Who"), sides(sheet)),
        "above": number(sheet, at, "above", marked("Faster than"), rate),
        "below": number(sheet, at, "below", marked("Slower than"), rate),
    }


_FIELDS: dict[str, Callable[[Sheet, Place], dict[str, Field]]] = {
    "words": _words,
    "at_least": _at_least,
    "near": _near,
    "silence_s": _silence,
    "pace": _pace,
}
_BEGUN: dict[str, dict[str, Any]] = {
    "near": {"within_words": 6},
    "silence_s": {"silence_s": 8},
    "pace": {"pace": "seller", "above": 180},
}


def _become(values: dict[str, Any], before: str, after: str) -> None:
    """Another kind: a condition that is joined to others now becomes the first of them."""
    if after not in KINDS:
        return
    old = dict(values)
    inside = old.get(_LIST[before], []) if before in _LIST else [old] if _says(old) else []
    values.clear()
    if after in _LIST:
        least = len(("one", "other")) if after == "near" else 1
        missing = [words_only() for _ in range(least - len(inside))]
        values |= {"at_least": 1} if after == "at_least" else {}
        values |= {_LIST[after]: [*inside, *missing]}
    elif after == "words":
        first = next((one for one in inside if kind_of(one) == "words"), words_only())
        values |= first
    values |= _BEGUN.get(after, {})


def _says(values: dict[str, Any]) -> bool:
    return any(value not in ("", [], {}) for value in values.values())
