"""What a search gives, ready to be shown."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from revrise.apps.web.i18n import Words
from revrise.apps.web.nav import Place, open_to
from revrise.apps.web.visit import Visit
from revrise.core.errors import Invalid
from revrise.core.governance.actor import Actor
from revrise.services.reach import may
from revrise.services.search.service import KINDS, Hit

if TYPE_CHECKING:
    from revrise.apps.assembly import RevRise

_QUICK, _MANY = 8, 50
_ICONS: Mapping[str, str] = {
    "deal": "layout-kanban",
    "call": "phone",
    "person": "user",
    "account": "building",
    "asset": "book-2",
    "course": "school",
    "scenario": "messages",
}


@frozen
class Found:
    """`text` as typed; `wrong` says why there can be no answer to it."""

    text: str
    kind: str
    places: Sequence[Place]
    hits: Sequence[Hit]
    kinds: Sequence[tuple[str, str]]
    called: Mapping[str, str]
    icons: Mapping[str, str] = _ICONS
    wrong: bool = False


def found_for(
    app: "RevRise", seen: Visit, by: Actor, text: str, kind: str, *, quick: bool
) -> Found:
    """Pages and things for the words."""
    called = {one.id: one.called.of(seen.locale) for one in KINDS.values()}
    kinds = [kind] if kind in KINDS else []
    hits: Sequence[Hit] = ()
    wrong = False
    if text.strip():
        try:
            found = app.search.find(text, by, kinds, _QUICK if quick else _MANY)
            hits = [evolve(hit, url=page_of(app, by, hit)) for hit in found]
        except Invalid:
            wrong = True
    places = [] if kinds else _places(seen, text)
    return Found(text, kind, places, hits, list(called.items()), called, wrong=wrong)


def _places(seen: Visit, text: str) -> list[Place]:
    _ = Words(seen.locale, "search")
    wanted = text.strip().casefold()
    return [
        place
        for place in open_to(seen)
        if wanted in _(place.label).casefold() or wanted in place.key
    ]


def page_of(app: "RevRise", by: Actor, hit: Hit) -> str:
    """Where a thing is looked at; empty where it has no page of its own for the reader."""
    if hit.kind == "account":
        return ""
    if hit.kind == "person":
        if may(app.desk, by, "person", "manage"):
            return f"/admin/people/{hit.id}"
        leads = may(app.desk, by, "deal", "read", {"owner_id": hit.id, "team_id": by.team_id})
        return f"/pipeline?owner={hit.id}" if leads else ""
    return hit.url
