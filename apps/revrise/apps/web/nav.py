"""The way around: what the side bar, the tabs of small screens and the palette offer to whom."""

from collections.abc import Sequence

from attrs import frozen

from revrise.apps.web.i18n import marked as _
from revrise.apps.web.visit import Visit, present


@frozen
class Place:
    """A page of the first level; shown to who may do `action` on one of `resources`."""

    key: str
    path: str
    icon: str
    label: str
    group: int
    resources: tuple[str, ...] = ()
    action: str = "read"


@frozen
class Entry:
    """A place as it stands in the menu: whether we are there, and how much waits there."""

    place: Place
    here: bool
    waiting: int = 0


PLACES = (
    Place("home", "/", "home", _("Home"), 0),
    Place("inbox", "/inbox", "inbox", _("Inbox"), 0),
    Place("calls", "/calls", "phone", _("Calls"), 1, ("call",)),
    Place("coaching", "/coaching", "target-arrow", _("Coaching"), 1, ("plan",)),
    Place("learning", "/learning", "school", _("Learning"), 1, ("course",)),
    Place("content", "/content", "book-2", _("Content"), 1, ("asset",)),
    Place("pipeline", "/pipeline", "layout-kanban", _("Pipeline"), 2, ("deal",)),
    Place("rewards", "/rewards", "award", _("Rewards"), 2, ("ledger_entry",)),
    Place("analytics", "/analytics", "chart-dots", _("Analytics"), 2, ("deal", "insight")),
    Place("admin", "/admin", "settings", _("Administration"), 3, ("plugin", "policy"), "manage"),
)
# On small screens: four places and everything else behind the fifth.
MORE = Place("more", "/more", "menu-2", _("More"), 9)
_FIRST = ("home", "calls", "learning", "pipeline", "coaching", "content", "admin", "inbox")
_COACHES = ("home", "calls", "coaching", "pipeline", *_FIRST)
_TABS = 4


def menu() -> Sequence[Sequence[Entry]]:
    """The groups of the side bar, for who reads the page."""
    seen = present()
    entries = [_entry(seen, place) for place in open_to(seen)]
    groups = [[entry for entry in entries if entry.place.group == group] for group in range(4)]
    return [group for group in groups if group]


def tabs() -> Sequence[Entry]:
    """The tabs at the bottom of a small screen."""
    seen = present()
    places = {place.key: place for place in open_to(seen)}
    first = _COACHES if _allowed(seen, ("plan",), "create") else _FIRST
    chosen = [places[key] for key in dict.fromkeys(first) if key in places][:_TABS]
    return [_entry(seen, place) for place in (*chosen, MORE)]


def open_to(seen: Visit) -> Sequence[Place]:
    """The places the policy lets somebody go to; asked once a page."""
    if seen.places is None:
        seen.places = [place for place in PLACES if _may(seen, place)]
    return seen.places


def _may(seen: Visit, place: Place) -> bool:
    return not place.resources or _allowed(seen, place.resources, place.action)


def _allowed(seen: Visit, resources: Sequence[str], action: str) -> bool:
    if seen.principal is None:
        return False
    explain, actor = seen.app.desk.policy.explain, seen.principal.actor
    return any(explain(actor, resource, action).allowed for resource in resources)


def _entry(seen: Visit, place: Place) -> Entry:
    path = seen.request.url.path
    here = path == place.path or (place.path != "/" and path.startswith(f"{place.path}/"))
    return Entry(place, here, _waiting(seen) if place.key == "inbox" else 0)


def _waiting(seen: Visit) -> int:
    """What one has not read yet."""
    return seen.app.notifications.unread(seen.principal.actor) if seen.principal else 0
