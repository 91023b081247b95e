"""A draft between browser and server: its text, the form over it, what is wrong with it."""

import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from hashlib import sha256
from typing import Any

from attrs import Factory, evolve, frozen

from revrise.apps.api.sentences.chinese import in_chinese
from revrise.apps.web.forms import Sent
from revrise.apps.web.i18n import Words, marked
from revrise.apps.web.screens.coaching.drafts.sheet import FILE, Sheet
from revrise.core.errors import Invalid
from revrise.core.toml_parts import rewritten
from revrise.core.toml_statements import comments
from revrise.core.toml_table import table_of

# Of a longer text no form is drawn, in characters.
LONGEST = 300_000
Shape = Callable[[Sheet, dict[str, Any]], Any]
Faults = Callable[[str, str], Sequence[Invalid]]


@frozen
class Kind:
    """What is drafted: its lists of tables, how its form is made, named and checked."""

    lists: tuple[str, ...]
    shape: Shape
    named: Callable[[dict[str, Any]], None]
    faults: Faults


@frozen
class Draft:
    """`text` is the draft. `form` is None where the text is looked at, or no form can show it.

    `wrong` is by name of a field, "" for what has none; `places` says in words where each is.
    `did` is the button that was pressed and `unshown` says why no form can show the text.
    `began` is the mark of the text that it was begun from.
    """

    text: str
    form: Any = None
    wrong: Mapping[str, str] = Factory(dict)
    places: Mapping[str, str] = Factory(dict)
    did: str = ""
    unshown: str = ""
    began: str = ""

    @property
    def changed(self) -> bool:
        """Whether it says something else than when it was begun."""
        return bool(self.began) and self.began != mark(self.text)

    @property
    def comments(self) -> bool:
        """Whether the text holds any."""
        return bool(comments(self.text))


def mark(text: str) -> str:
    """Tells one text from another, however its lines end."""
    return sha256(text.replace("\r\n", "\n").encode("utf-8", "surrogatepass")).hexdigest()[:16]


def begun(kind: Kind, text: str, _: Words) -> Draft:
    """A text to change, in the form where it can be."""
    return evolve(_drawn(kind, text, _), began=mark(text))


def _drawn(kind: Kind, text: str, _: Words, *, as_text: bool = False) -> Draft:
    if as_text:
        return Draft(text)
    if len(text) > LONGEST:
        return Draft(text, unshown=_reader("there is too much for a form", _))
    try:
        return Draft(text, kind.shape(Sheet(_), _values(text)))
    except Invalid as error:
        where = error.culprit.removeprefix(FILE).removesuffix(FILE.removesuffix(": "))
        return Draft(text, unshown=": ".join(filter(None, (where, _reader(error.message, _)))))
    except RecursionError:
        return Draft(text, unshown=_("too much is inside each other"))


def _values(text: str) -> dict[str, Any]:
    return dict(table_of(text, FILE.removesuffix(": ")).values)


# What buttons of a draft are for; `refresh` only draws the fields that belong to what was chosen.
_BUTTON = re.compile(r"form|text|refresh(?::.+)?|(?:add|drop|up|down):.+")


def sent_draft(kind: Kind, sent: Sent, _: Words) -> Draft:
    """What was sent, with what a button (`do`) said done; `view` is what it was typed in."""
    text = sent.raw("text").replace("\r\n", "\n")
    do = sent.text("do") if _BUTTON.fullmatch(sent.text("do")) else ""
    if sent.text("view") == "form":
        text = _typed(kind, text, sent, do, _)
    made = _drawn(kind, text, _, as_text=_as_text(sent.text("view"), do))
    return evolve(made, did=do, began=sent.text("began"))


def _as_text(view: str, do: str) -> bool:
    return do == "text" or (view != "form" and do != "form")


def _typed(kind: Kind, text: str, sent: Sent, do: str, _: Words) -> str:
    """The text with what was typed into its form, in its own words where nothing was."""
    if len(text) > LONGEST:
        return text
    try:
        values, sheet = _values(text), Sheet(_)
        kind.shape(sheet, values)
    except (Invalid, RecursionError):
        return text
    before = deepcopy(values)
    sheet.take(sent.values)
    if do:
        again = Sheet(_)
        kind.shape(again, values)
        again.act(do)
    if values != before:
        kind.named(values)
    return rewritten(text, before, values, kind.lists)


def checked(kind: Kind, draft: Draft, _: Words) -> Draft:
    """The draft with every fault of it at its field."""
    if draft.form is None:
        return draft
    sheet, values = Sheet(_), _values(draft.text)
    kind.shape(sheet, values)
    wrong: dict[str, str] = {}
    for error in kind.faults(draft.text, FILE.removesuffix(": ")):
        name = _field(sheet, values, error.culprit.removeprefix(FILE), kind.lists)
        wrong.setdefault(name, _said(error, _))
    places = {name: _place(sheet, draft.form, kind.lists, name, _) for name in wrong}
    return evolve(draft, wrong=wrong, places=places)


def _place(sheet: Sheet, form: Any, lists: Sequence[str], name: str, _: Words) -> str:
    """Such as `Open questions, Weight`."""
    field = sheet.fields.get(name)
    parts = [field.label] if field else []
    for one in (one for key in lists for one in getattr(form, key)):
        if name.startswith(f"{one.name}."):
            number = int(one.name.rpartition(".")[2]) + 1
            parts.insert(0, one.called or _("number %(num)s", num=number))
    return _(", ").join(parts)


def _field(sheet: Sheet, values: dict[str, Any], path: str, lists: Sequence[str]) -> str:
    """The field that shows a path, or what holds it; "" where none does."""
    for name in lists:
        for at, one in enumerate(values.get(name, [])):
            if path.startswith(f"{one.get('id')}."):
                path = f"{name}[{at}]{path.removeprefix(str(one['id']))}"
    while path:
        if path in sheet.names:
            return sheet.names[path]
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return ""


# What the parser says to who writes TOML, as a form says it.
_IN_A_FORM = {
    "must be a text": marked("write something here"),
    "is missing": marked("is still missing"),
    "needs phrases or regexes": marked("write at least one phrase"),
    "must be five texts, level 1 first": marked("say what each of the five levels means"),
    "must be a number, or [low, high] with an open end as an empty text": marked(
        "must be a number"
    ),
    "low must not exceed high": marked("from must not be above to"),
    "give at least the band of the best level": marked("give at least the range of level 5"),
    "needs within_s or within_words, one of them": marked("write one of the two distances"),
    "needs above or below": marked("write at least one of the two"),
}  # fmt: skip


def _said(error: Invalid, _: Words) -> str:
    parts = [part for part in (error.message, error.remedy) if part]
    told = [_(_IN_A_FORM[one]) if one in _IN_A_FORM else _reader(one, _) for one in parts]
    return ("：" if _.locale == "zh" else ": ").join(told)


def _reader(text: str, _: Words) -> str:
    return in_chinese(text) if _.locale == "zh" else text
