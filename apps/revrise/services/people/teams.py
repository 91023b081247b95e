"""Teams: adding them, naming them, moving them in the tree."""

from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from revrise.core.errors import Invalid, NotFound
from revrise.core.governance.actor import Actor
from revrise.core.people.organisation import Team, subtree
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.people.own_sight import OwnSight


@frozen
class Teams:
    """Use cases around the tree of teams."""

    desk: Desk

    def add(self, name: str, parent_id: str | None, by: Actor) -> Team:
        """A new team. Raises Invalid without a name, NotFound for an unknown parent."""
        team = Team(self.desk.ids.new("team"), _named(name), parent_id)
        scope = self.desk.scope(by, "team", "create")
        with self.desk.store.begin(by) as work:
            self._fits(work, team, by)
            work.of(Team).add(team, scope)
            work.record("team.added", team.id)
        return team

    def change(self, team_id: str, changes: Mapping[str, Any], by: Actor) -> Team:
        """Another name or place.

        Raises Invalid for a place below itself, Refused where the actor would see more by it.
        """
        scope = self.desk.scope(by, "team", "update")
        with self.desk.store.begin(by) as work, OwnSight(self.desk).kept(work, by):
            before = work.of(Team).load(team_id, scope)
            after = evolve(before, **changes)
            if after == before:
                return before
            after = evolve(after, name=_named(after.name), version=before.version + 1)
            self._fits(work, after, by)
            work.of(Team).save(after, scope, expected=before.version)
            work.record("team.changed", team_id, {"fields": sorted(changes)})
        return after

    def _fits(self, work: UnitOfWork, team: Team, by: Actor) -> None:
        if team.parent_id is None:
            return
        teams = work.of(Team).load_many(self.desk.scope(by, "team"))
        if team.parent_id not in {one.id for one in teams}:
            raise NotFound(f"no team {team.parent_id}", culprit="parent_id")
        if team.parent_id in subtree(teams, team.id):
            raise Invalid("a team cannot stand below itself", culprit="parent_id")


def _named(name: str) -> str:
    if not name.strip():
        raise Invalid("is missing", culprit="name", remedy="give a name")
    return name.strip()
