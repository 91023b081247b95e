"""A rubric in the form: names, languages, criteria with what each level means, blockers."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from attrs import frozen

from revrise.apps.web.i18n import LANGUAGES, marked
from revrise.apps.web.screens.coaching.drafts.conditions import Condition, condition, words_only
from revrise.apps.web.screens.coaching.drafts.fields import choice, picks, whole
from revrise.apps.web.screens.coaching.drafts.measures import Measure, measure
from revrise.apps.web.screens.coaching.drafts.naming import (
    called,
    id_of,
    languages_of,
    name_all,
    titles_of,
)
from revrise.apps.web.screens.coaching.drafts.sheet import FILE, Field, Place, Sheet
from revrise.core.bilingual import Language
from revrise.core.scoring.bands import HIGHEST
from revrise.core.scoring.rubric_toml import WHEN
from revrise.core.toml_table import Table
from revrise.services.detectors.asked_detectors import OwnTask

LISTS = ("criteria", "blockers")
_WHEN = {"always": marked("every call in its languages"), "asked": marked("only when asked for")}


@frozen
class Criterion:
    """One criterion; `anchors` are by language, the fields of level 1 first."""

    name: str
    called: str
    titles: Sequence[Field]
    fields: Mapping[str, Field]
    anchors: Mapping[str, Sequence[Field]]
    measure: Measure


@frozen
class Blocker:
    """One blocker."""

    name: str
    called: str
    titles: Sequence[Field]
    id: Field
    when: Condition


@frozen
class RubricForm:
    """All of a rubric."""

    titles: Sequence[Field]
    fields: Mapping[str, Field]
    criteria: Sequence[Criterion]
    blockers: Sequence[Blocker]


def new_criterion() -> dict[str, Any]:
    """A criterion that is still to be filled in."""
    return {
        "id": "", "title": {}, "competency": "", "weight": 1,
        "measure": {"kind": "tracker", "tracker": words_only(), "bands": {"3": 1, "5": 3}},
        "anchors": {},
    }  # fmt: skip


def new_blocker() -> dict[str, Any]:
    """A blocker that is still to be filled in."""
    return {"id": "", "title": {}, "tracker": words_only()}


def rubric_form(
    sheet: Sheet,
    values: dict[str, Any],
    competencies: Sequence[tuple[str, str]],
    own: Sequence[OwnTask] = (),
) -> RubricForm:
    """The fields of a rubric; `own` are the kinds of moments that plugins in use find.

    Raises Invalid naming what no form can show.
    """
    at = Place("", Table(FILE, values))
    when = sheet.options((one, _WHEN[one]) for one in WHEN)
    languages = [(one, LANGUAGES[one]) for one in get_args(Language)]
    titles = titles_of(sheet, at)
    about = marked("Small letters, digits and -. Left empty it is made of the English name.")
    fields = {
        "id": id_of(sheet, at, titles, help=about),
        "languages": picks(sheet, at, "languages", marked("For calls in"), languages),
        "when": choice(sheet, at, "when", marked("Scored"), when, "always"),
    }
    known = [*sheet.options([("", marked("choose one"))]), *competencies]
    criteria = tuple(_criterion(sheet, one, known, own) for one in at.many("criteria"))
    blockers = tuple(_blocker(sheet, one) for one in at.many("blockers"))
    sheet.listed(at.values["criteria"], "criteria", new_criterion)
    sheet.listed(at.values["blockers"], "blockers", new_blocker)
    return RubricForm(titles, fields, criteria, blockers)


def named(values: dict[str, Any]) -> None:
    """Gives ids to the rubric and its parts."""
    name_all([values], "rubric")
    name_all(values.get("criteria", []), "criterion")
    name_all(values.get("blockers", []), "blocker")


def _criterion(
    sheet: Sheet, at: Place, competencies: Sequence[tuple[str, str]], own: Sequence[OwnTask]
) -> Criterion:
    titles = titles_of(sheet, at)
    fields = {
        "id": id_of(sheet, at, titles),
        "competency": choice(sheet, at, "competency", marked("Competency"), competencies),
        "weight": whole(sheet, at, "weight", marked("Weight")),
        "minimum": whole(sheet, at, "minimum", marked("Least number of lines in the call")),
    }
    found = measure(sheet, at.within("measure"), own)
    return Criterion(at.name, called(sheet, at, titles), titles, fields, _anchors(sheet, at), found)


def _anchors(sheet: Sheet, at: Place) -> dict[str, list[Field]]:
    anchors = at.within("anchors")
    sheet.names.setdefault(at.path("anchors"), f"{anchors.name}.en.1")
    return {one: _anchor(sheet, anchors, one) for one in languages_of(anchors.values)}


def _anchor(sheet: Sheet, anchors: Place, language: str) -> list[Field]:
    said = list(anchors.table.texts(language))
    many = max(HIGHEST, len(said))
    typed = [*said, *[""] * (many - len(said))]

    def putting(at: int) -> Any:
        def put(text_: str) -> None:
            typed[at] = " ".join(text_.split("\n"))
            kept = typed[: max((i + 1 for i, one in enumerate(typed) if one), default=0)]
            anchors.values.pop(language, None)
            if kept:
                anchors.values[language] = [*kept, *[""] * (HIGHEST - len(kept))]

        return put

    name, path = f"{anchors.name}.{language}", anchors.path(language)
    label = marked("What a level means")
    return [
        sheet.add(Field(f"{name}.{at + 1}", label, typed[at], putting(at), "long"), path)
        for at in range(many)
    ]


def _blocker(sheet: Sheet, at: Place) -> Blocker:
    titles = titles_of(sheet, at)
    named_ = id_of(sheet, at, titles)
    when = condition(sheet, at.within("tracker"))
    return Blocker(at.name, called(sheet, at, titles), titles, named_, when)
