"""In which calls a tracker was met: from what is kept, the newest first."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from attrs import frozen

from revrise.core.conversations.tracker_hit import TrackerHit
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Column, Compare, Const, Rule, where
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.measures.trackers_in_force import listened

_AT_ONCE = 200
_NEWEST = (("started_at", True),)


class Wanted(Protocol):
    """Of which calls; None is any."""

    @property
    def tracker(self) -> str | None:
        """The tracker's id."""

    @property
    def rep_id(self) -> str | None:
        """Whose."""

    @property
    def team_id(self) -> str | None:
        """Of which team."""

    @property
    def since(self) -> datetime | None:
        """Begun then or later."""

    @property
    def until(self) -> datetime | None:
        """Begun before."""


@frozen
class Tracked:
    """Finds them in a unit of work. A tracker that is retired is met nowhere."""

    desk: Desk
    work: UnitOfWork
    by: Actor

    def bites(self, wanted: Wanted) -> Iterator[tuple[str, ...]]:
        """Ids of calls, so many at once."""
        if not self.in_force(wanted):
            return
        scope, after = self.desk.scope(self.by, "tracker_hit"), None
        while True:
            query = Query(_rule(wanted), _NEWEST, _AT_ONCE, after, ("id", "call_id"))
            rows = self.work.of(TrackerHit).rows(scope, query)
            if not rows:
                return
            yield tuple(row["call_id"] for row in rows)
            after = rows[-1]["id"]

    def count(self, wanted: Wanted) -> int:
        """In how many."""
        if not self.in_force(wanted):
            return 0
        scope = self.desk.scope(self.by, "tracker_hit")
        return self.work.of(TrackerHit).count(scope, Query(where=_rule(wanted)))

    def in_force(self, wanted: Wanted) -> bool:
        """Whether its tracker is listened for."""
        return wanted.tracker in listened(self.work).by_id


def _rule(wanted: Wanted) -> Rule:
    named = {"tracker": wanted.tracker, "owner_id": wanted.rep_id, "team_id": wanted.team_id}
    parts = [where(**{name: value for name, value in named.items() if value is not None})]
    if wanted.since is not None:
        parts.append(Compare(">=", Column("started_at"), Const(wanted.since)))
    if wanted.until is not None:
        parts.append(Compare("<", Column("started_at"), Const(wanted.until)))
    return All(tuple(parts))
