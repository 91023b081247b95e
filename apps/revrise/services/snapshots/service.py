"""Reading what the night computed: never more than the live use case would show now."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

from attrs import frozen

from revrise.core.attribution.insight import Insight
from revrise.core.errors import Invalid, Refused
from revrise.core.governance.actor import Actor, Reach, system_actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.ids import derived
from revrise.core.snapshots.snapshot import MetricSnapshot, StoredBoard, StoredInsight
from revrise.ports.query import Query
from revrise.services.attribution.service import Attribution
from revrise.services.desk import Desk
from revrise.services.rewards.entering import board_unit
from revrise.services.rewards.service import Rewards, Standing

T = TypeVar("T")
KINDS = ("kpis", "leaderboard", "insight")
_REASON = "show figures of the night as the live use case would"
# What an insight is made of: where somebody is denied rows of these, it is computed anew.
_READ = ("deal", "call", "assessment", "observation", "asset_use", "enrolment", "plan", "role_play")


@frozen
class AsOf(Generic[T]):
    """Something computed before, and the moment it was true."""

    as_of: datetime
    value: T


@frozen
class Snapshots:
    """Use cases around figures that are kept."""

    desk: Desk
    rewards: Rewards
    attribution: Attribution

    def latest(self, kind: str, by: Actor) -> AsOf[Any] | None:
        """The newest of a kind (`KINDS`); None where none is kept that the actor may see."""
        if kind == "kpis":
            return self.kpis(by)
        if kind == "leaderboard":
            return self.leaderboard(by)
        if kind == "insight":
            return self.insight(by)
        raise Invalid(f"there is no snapshot {kind!r}", remedy=f"one of {', '.join(KINDS)}")

    def kpis(self, by: Actor) -> AsOf[Sequence[MetricSnapshot]] | None:
        """The newest figures of each team whose rows the actor may read."""
        scope = self.desk.scope(by, "metric_snapshot")
        self.desk.scope(by, "deal")
        with self.desk.store.read(by) as work:
            newest = work.of(MetricSnapshot).rows(
                scope, Query(order=(("day", True),), limit=1, columns=("id", "day"))
            )
            if not newest:
                return None
            query = Query(where(day=newest[0]["day"]), order=(("team_id", False),))
            found = work.of(MetricSnapshot).load_many(scope, query)
        return AsOf(found[0].as_of, found)

    def history(self, by: Actor, team_id: str, days: int = 90) -> Sequence[MetricSnapshot]:
        """A team's figures, the newest day first."""
        scope = self.desk.scope(by, "metric_snapshot")
        query = Query(where(team_id=team_id), (("day", True),), days)
        with self.desk.store.read(by) as work:
            return work.of(MetricSnapshot).load_many(scope, query)

    def leaderboard(self, by: Actor, team_id: str | None = None) -> AsOf[Standing] | None:
        """The kept board of a team (None: the actor's own, or everybody), as they may see it."""
        self.desk.scope(by, "ledger_entry")
        wanted = team_id or by.team_id
        with self.desk.store.read(by) as work:
            query = Query(where=where(unit=board_unit(wanted)), order=(("day", True),), limit=1)
            found = work.of(StoredBoard).load_many(self._scope(by, "stored_board"), query)
        if not found:
            return None
        kept = found[0]
        whole = Standing(kept.start, kept.end, kept.board, {}, dict(kept.points))
        return AsOf(kept.as_of, self.rewards.shown(whole, by, wanted))

    def insight(self, by: Actor) -> AsOf[Insight] | None:
        """What moved revenue, as kept for who holds the actor's roles in the actor's team."""
        if not self.desk.policy.explain(by, "deal", "read").allowed:
            self.desk.scope(by, "insight")
        if self._denied(by):
            return None
        mine = where(unit=unit(by), policy_version=self.desk.store.version(by.tenant_id))
        with self.desk.store.read(by) as work:
            query = Query(where=mine, order=(("day", True),), limit=1)
            found = work.of(StoredInsight).load_many(self._scope(by, "stored_insight"), query)
        return AsOf(found[0].as_of, found[0].insight) if found else None

    def as_of(self, by: Actor) -> Mapping[str, datetime | None]:
        """When each kind was last taken, for who runs the system. Raises Refused for others."""
        self.desk.scope(by, "plugin", "manage")
        kinds = {"kpis": MetricSnapshot, "leaderboard": StoredBoard, "insight": StoredInsight}
        resources = {"kpis": "metric_snapshot", "leaderboard": "stored_board"}
        found: dict[str, datetime | None] = {}
        with self.desk.store.read(system_actor(by.tenant_id)) as work:
            for name, kind in kinds.items():
                scope = self._scope(by, resources.get(name, "stored_insight"))
                query = Query(order=(("as_of", True),), limit=1, columns=("id", "as_of"))
                rows = work.of(kind).rows(scope, query)
                found[name] = rows[0]["as_of"] if rows else None
        return found

    def _denied(self, by: Actor) -> bool:
        """Whether a rule takes rows away from this very person: the kept figures have them."""
        return any(scope.denials for scope in self._scopes(by))

    def _scopes(self, by: Actor) -> list[Scope]:
        found = []
        for resource in _READ:
            try:
                found.append(self.desk.scope(by, resource))
            except Refused:
                continue
        return found

    def _scope(self, by: Actor, resource: str) -> Scope:
        return system_scope(by.tenant_id, resource, "read", _REASON)


def unit(by: Actor) -> str:
    """The same for all who hold the same roles in the same team and see equally far."""
    reach = by.reach or Reach()
    return derived(
        "unit",
        ",".join(sorted(by.roles)),
        by.team_id or "",
        *sorted(by.subtree),
        "" if by.reach is None else f"reach {reach.everything}",
        *sorted(reach.teams),
        *sorted(reach.people),
    )
