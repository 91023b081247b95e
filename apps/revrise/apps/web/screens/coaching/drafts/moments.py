"""Moments that a criterion counts, in the form: their kinds, built in or of plugins."""

from collections.abc import Mapping, Sequence

from revrise.apps.web.i18n import marked
from revrise.apps.web.screens.coaching.drafts.fields import choice, lines, picks
from revrise.apps.web.screens.coaching.drafts.sheet import Field, Place, Sheet
from revrise.core.bilingual import Bilingual
from revrise.core.conversations.built_in import BUILT_INS
from revrise.core.conversations.objection.handling import STEPS
from revrise.services.detectors.asked_detectors import OwnTask

_KINDS = (
    ("objection", marked("objections")),
    ("commitment", marked("next steps that are agreed")),
    ("closing", marked("attempts to close")),
    ("question", marked("questions")),
)
_STEPS = {
    "objection": (*zip(STEPS, (
        marked("acknowledged"), marked("explored"), marked("answered"), marked("confirmed"),
    ), strict=True), ("success", marked("the buyer agrees or moves on"))),
    "commitment": (("date", marked("has a date")), ("owner", marked("has somebody who does it"))),
}  # fmt: skip
_CATEGORIES = {one.kind: one.labels for one in BUILT_INS}


def moments(sheet: Sheet, at: Place, own: Sequence[OwnTask]) -> dict[str, Field]:
    """The kind that is counted, with those of plugins in use (`own`), and the category of it."""

    def put(said: str) -> None:
        at.values["moment"] = said
        at.values.pop("label", None)

    named = [(one.task, one.label.of(sheet.say.locale)) for one in own if not one.category]
    kinds = [*sheet.options(_KINDS), *named]
    moment = sheet.last(choice(sheet, at, "moment", marked("Of what"), kinds), put)
    found = _categories(moment.shown, own)
    shown = [(key, text.of(sheet.say.locale)) for key, text in found.items()]
    options = [*sheet.options([("", marked("any category"))]), *shown]
    return {"moment": moment, "label": choice(sheet, at, "label", marked("Category"), options)}


def steps(sheet: Sheet, at: Place) -> dict[str, Field]:
    """The kind whose steps are counted, and the steps."""
    moment = choice(sheet, at, "moment", marked("Of what"), sheet.options(_KINDS))
    label, known = marked("Steps"), _STEPS.get(moment.shown)
    taken = (
        picks(sheet, at, "steps", label, sheet.options(known))
        if known
        else lines(sheet, at, "steps", label)
    )
    return {"moment": moment, "steps": taken}


def _categories(kind: str, own: Sequence[OwnTask]) -> Mapping[str, Bilingual]:
    theirs = {
        one.task.partition(":")[2]: one.category
        for one in own
        if one.category and one.task.startswith(f"{kind}:")
    }
    return _CATEGORIES.get(kind) or theirs
