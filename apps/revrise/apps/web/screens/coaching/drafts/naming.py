"""Names in each language and the id made of them, so that people need not think of one."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from revrise.apps.web.i18n import marked
from revrise.apps.web.screens.coaching.drafts.fields import text
from revrise.apps.web.screens.coaching.drafts.sheet import Field, Place, Sheet
from revrise.core.bilingual import Language

_TITLES = {"en": marked("Name in English"), "zh": marked("Name in Chinese")}
_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST = 40


def name_all(parts: Sequence[dict[str, Any]], kind: str) -> None:
    """Gives an id to each part that has a name and none yet, one that no other has."""
    taken = {str(one.get("id", "")) for one in parts}
    for one in parts:
        titles = one.get("title", {})
        if one.get("id", "") == "" and any(titles.values()):
            made = _SLUG.sub("-", str(titles.get("en", "")).lower()).strip("-")[:_LONGEST]
            one["id"] = _free(made.strip("-") or kind, taken)
            taken.add(one["id"])


def _free(name: str, taken: set[str]) -> str:
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found


def titles_of(sheet: Sheet, at: Place) -> list[Field]:
    """What a part is called, by language."""
    title = at.within("title")
    sheet.names.setdefault(at.path("title"), f"{title.name}.{sheet.say.locale}")
    return [
        text(sheet, title, one, _TITLES.get(one, one), needed=False)
        for one in languages_of(title.values)
    ]


def languages_of(values: Mapping[str, Any]) -> list[str]:
    """Ours, then those the text has beside them."""
    own = list(get_args(Language))
    return [*own, *(one for one in values if one not in own)]


def id_of(sheet: Sheet, at: Place, titles: Sequence[Field], **more: Any) -> Field:
    """What has no name gets an id with it: the name is asked for first."""
    field = text(sheet, at, "id", marked("Id"), **more)
    if not any(one.shown for one in titles):
        sheet.names[at.path("id")] = titles[0].name
    return field


def called(sheet: Sheet, at: Place, titles: Sequence[Field]) -> str:
    """What the reader calls it; empty while it has no name."""
    by = {field.name.rpartition(".")[2]: field.shown for field in titles}
    own = by.get(sheet.say.locale) or next(filter(None, by.values()), "")
    return own or str(at.values.get("id", ""))
