"""How a criterion is measured, in the form: the kind, what it counts, the bands of the levels."""

from collections.abc import Callable, Sequence
from typing import Any

from attrs import frozen

from revrise.apps.web.i18n import marked
from revrise.apps.web.screens.coaching.drafts.conditions import Condition, condition, words_only
from revrise.apps.web.screens.coaching.drafts.fields import choice, sides
from revrise.apps.web.screens.coaching.drafts.figures import METRICS, bands, rescaled, unit_of
from revrise.apps.web.screens.coaching.drafts.moments import moments, steps
from revrise.apps.web.screens.coaching.drafts.sheet import Field, Place, Sheet
from revrise.core.scoring.rubric_toml import FORMS, MEASURE_KEYS
from revrise.services.detectors.asked_detectors import OwnTask

KINDS = {
    "tracker": marked("lines in which certain words are said"),
    "questions": marked("questions that are asked"),
    "metric": marked("a figure of the call, such as talk share"),
    "topics": marked("topics the call has to touch"),
    "sequence": marked("steps taken on each objection or next step"),
    "moments": marked("objections, next steps and the like, counted"),
    "human": marked("nothing: people alone give the level"),
}
_BEGUN: dict[str, dict[str, Any]] = {
    "metric": {"metric": ""},
    "moments": {"moment": "commitment"},
    "tracker": {"tracker": words_only()},
    "sequence": {"moment": "objection", "steps": []},
    "topics": {"topics": {"topic-1": words_only()}},
}
_FORMS = {"any": marked("all"), "open": marked("open ones"), "closed": marked("closed ones")}
_WITHIN = (("utterances", marked("all lines")), ("questions", marked("only questions")))


@frozen
class Topic:
    """A topic with its name and when it counts as touched."""

    called: Field
    when: Condition


@frozen
class Measure:
    """`when` is what a tracker listens for; `after`: only lines that follow that one count."""

    name: str
    kind: str
    chooser: Field
    fields: dict[str, Field]
    bands: list[tuple[int, Field, Field]]
    when: Condition | None = None
    after: Condition | None = None
    topics: tuple[Topic, ...] = ()


def measure(sheet: Sheet, at: Place, own: Sequence[OwnTask] = ()) -> Measure:
    """The measure that a table holds; `own` are the kinds of moments that plugins in use find.

    Raises Invalid where no form can show it.
    """
    kind = str(at.values.get("kind", ""))
    chooser = choice(sheet, at, "kind", marked("What is counted"), _kinds(sheet))
    sheet.last(chooser, lambda said: _become(at.values, said))
    sheet.names[at.path("bands")] = f"{at.name}.bands.5.low"
    banded = "bands" in MEASURE_KEYS.get(kind, ("bands",))
    found = bands(sheet, at.within("bands"), unit_of(at.values)) if banded else []
    more = _more(sheet, at, kind, own)
    return Measure(at.name, kind, chooser, more.pop("fields", {}), found, **more)


def _more(sheet: Sheet, at: Place, kind: str, own: Sequence[OwnTask]) -> dict[str, Any]:
    if kind == "moments":
        return {"fields": moments(sheet, at, own)}
    if kind == "sequence":
        return {"fields": steps(sheet, at)}
    return _MORE[kind](sheet, at) if kind in _MORE else {}


def _kinds(sheet: Sheet) -> list[tuple[str, str]]:
    return sheet.options((one, KINDS[one]) for one in KINDS if one in MEASURE_KEYS)


def _become(values: dict[str, Any], kind: str) -> None:
    """Another kind begins anew, with the bands as people see them."""
    before = unit_of(values)
    banded = "bands" in values and "bands" in MEASURE_KEYS.get(kind, ())
    kept = {"bands": values["bands"]} if banded else {}
    values.clear()
    values |= {"kind": kind, **_copied(_BEGUN.get(kind, {})), **kept}
    rescaled(values, before)


def _copied(values: dict[str, Any]) -> dict[str, Any]:
    return {
        key: _copied(one) if isinstance(one, dict) else list(one) if isinstance(one, list) else one
        for key, one in values.items()
    }


def _metric(sheet: Sheet, at: Place) -> dict[str, Any]:
    chinese = sheet.say.locale == "zh"
    names = [(key, one.title_zh if chinese else one.title_en) for key, one in METRICS.items()]
    names.sort(key=lambda one: one[1])

    def put(said: str) -> None:
        before = unit_of(at.values)
        at.values["metric"] = said
        rescaled(at.values, before)

    offered = [*sheet.options([("", marked("choose one"))]), *names]
    field = choice(sheet, at, "metric", marked("Figure"), offered)
    sheet.last(field, put)
    evidence = marked("Shown as evidence: the longest words of")
    shown = choice(sheet, at, "shown", evidence, sides(sheet), "seller")
    return {"fields": {"metric": field, "shown": shown}}


def _questions(sheet: Sheet, at: Place) -> dict[str, Any]:
    forms = sheet.options((one, _FORMS[one]) for one in FORMS)
    side = choice(sheet, at, "side", marked("Asked by"), sides(sheet), "seller")
    form = choice(sheet, at, "form", marked("Which questions"), forms, "any")
    return {"fields": {"side": side, "form": form}}


def _tracker(sheet: Sheet, at: Place) -> dict[str, Any]:
    within = choice(sheet, at, "within", marked("Among"), sheet.options(_WITHIN), "utterances")
    when = condition(sheet, at.within("tracker"))
    after = None
    if "after" in at.values:
        after = condition(sheet, at.within("after"))
        sheet.acts[f"drop:{at.name}.after"] = lambda: at.values.pop("after")
    else:
        sheet.acts[f"add:{at.name}.after"] = lambda: at.values.update(after=words_only())
    return {"fields": {"within": within}, "when": when, "after": after}


def _topics(sheet: Sheet, at: Place) -> dict[str, Any]:
    topics = at.within("topics")
    found = tuple(_topic(sheet, topics, at_) for at_ in enumerate(list(topics.values)))
    sheet.names.setdefault(at.path("topics"), f"{at.name}.kind")
    sheet.acts[f"add:{topics.name}"] = lambda: topics.values.setdefault(
        _free(topics.values), words_only()
    )
    return {"topics": found}


def _topic(sheet: Sheet, topics: Place, numbered: tuple[int, str]) -> Topic:
    at, key = numbered
    name = f"{topics.name}.{at}"

    def put(said: str) -> None:
        wanted = said if said and said not in topics.values else key
        renamed = {wanted if one == key else one: old for one, old in topics.values.items()}
        topics.values.clear()
        topics.values.update(renamed)

    field = sheet.add(Field(f"{name}.called", marked("Topic"), key, put), "", later=True)
    sheet.acts[f"drop:{name}"] = lambda: topics.values.pop(key)
    return Topic(field, condition(sheet, Place(name, topics.table.table(key))))


def _free(values: dict[str, Any]) -> str:
    at = len(values) + 1
    while f"topic-{at}" in values:
        at += 1
    return f"topic-{at}"


_MORE: dict[str, Callable[[Sheet, Place], dict[str, Any]]] = {
    "metric": _metric,
    "questions": _questions,
    "tracker": _tracker,
    "topics": _topics,
}
