"""What the inbox shows."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from attrs import frozen

from revrise.apps.web.formats import day
from revrise.apps.web.visit import Visit
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import ALWAYS, Column, IsNull
from revrise.ports.query import Query
from revrise.services.notifications.commands import NotificationView

if TYPE_CHECKING:
    from revrise.apps.assembly import RevRise

_MOST = 100
# What a kind of notification is about, by the first part of its name.
_ICONS: Mapping[str, str] = {
    "call": "phone",
    "gap": "target-arrow",
    "plan": "target-arrow",
    "course": "school",
    "enrolment": "school",
    "deal": "layout-kanban",
    "points": "award",
    "reward": "award",
    "job": "server",
    "plugin": "plug",
    "webhook": "webhook",
    "review": "scale",
    "score": "scale",
    "dispute": "scale",
}


@frozen
class Box:
    """`days` are the days with their notifications, the newest first."""

    unread: int
    only_unread: bool
    days: Sequence[tuple[str, Sequence[NotificationView]]]


@frozen
class Choices:
    """Kinds and channels there are, and those that are on."""

    kinds: Sequence[tuple[str, str]]
    wanted: Sequence[str]
    channels: Sequence[str]
    chosen: Sequence[str]

    @property
    def pairs(self) -> Sequence[tuple[str, str]]:
        """The channels as a form takes them."""
        return [(name, name) for name in self.channels]


def inbox(app: "RevRise", seen: Visit, by: Actor, *, unread: bool) -> Box:
    """The reader's own."""
    rule = IsNull(Column("read_at")) if unread else ALWAYS
    found = app.notifications.list(by, Query(where=rule, limit=_MOST))
    written = partial(day, locale=seen.locale, form="long", zone=seen.zone, now=seen.now)
    days = [(name, list(those)) for name, those in groupby(found, lambda one: written(one.at))]
    return Box(app.notifications.unread(by), unread, days)


def choices(app: "RevRise", seen: Visit, by: Actor) -> Choices:
    """What the reader wants to be told."""
    found = app.notifications.preferences(by)
    kinds = [(kind, title.of(seen.locale)) for kind, title in found.kinds]
    wanted = [kind for kind, _title in kinds if kind not in found.muted]
    return Choices(kinds, wanted, found.offered, found.channels)


def icon_of(kind: str) -> str:
    """The icon of a kind of notification."""
    return _ICONS.get(kind.partition(".")[0], "bell")
