"""Taking the figures of the night: once a day each, the same when done twice."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from attrs import evolve, frozen

from revrise.core.conversations.call import Call
from revrise.core.deals.deal import Deal
from revrise.core.deals.kpi import win_rate
from revrise.core.errors import Refused
from revrise.core.events import Event
from revrise.core.governance.actor import SYSTEM, Actor, system_actor
from revrise.core.governance.rule import Column, IsNull, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.ids import derived
from revrise.core.people.organisation import Organisation, Team
from revrise.core.scoring.assessment import Assessment
from revrise.core.snapshots.snapshot import Figure, MetricSnapshot, StoredBoard, StoredInsight
from revrise.ports.jobs import JobContext
from revrise.ports.query import Measure, Query
from revrise.ports.storage import UnitOfWork
from revrise.services.attribution.service import Attribution
from revrise.services.desk import Desk
from revrise.services.notifications.audience import Audience
from revrise.services.rewards.entering import board_unit
from revrise.services.rewards.service import Rewards
from revrise.services.snapshots.service import unit

TAKE = "snapshot.take"
_REASON = "take the figures of the night"
_DEALS = (
    Measure("deals"),
    Measure("open", where=IsNull(Column("outcome"))),
    Measure("won", where=where(outcome="won")),
    Measure("lost", where=where(outcome="lost")),
    Measure("won_value", "sum", "value", where(outcome="won")),
    Measure("open_value", "sum", "value", IsNull(Column("outcome"))),
)
_CALLS = (Measure("calls"), Measure("analysed", where=where(state="analysed")))
_SCORES = (Measure("scorecards"), Measure("score", "avg", "score"))


@frozen
class Taking:
    """The task, and its three parts."""

    desk: Desk
    tenant_id: str
    rewards: Rewards
    attribution: Attribution

    def run(self, context: JobContext, _: Mapping[str, Any]) -> Mapping[str, Any]:
        """All three; each is a step."""
        parts = (("kpis", self.kpis), ("leaderboards", self.boards), ("insights", self.insights))
        done = {}
        for number, (name, take) in enumerate(parts, 1):
            context.progress(number, len(parts), name)
            done[name] = context.step(name, take)
        return done

    def kpis(self) -> int:
        """A row a team, also for people without one."""
        now, day = self._now()
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            scope = self._scope("organisation")
            currency = work.of(Organisation).load(self.tenant_id, scope).currency
            figures = self._figures(work, currency)
            made = [
                MetricSnapshot(_id("kpi", team or "", day), day, team, now, currency, numbers)
                for team, numbers in figures.items()
            ]
            return self._keep(work, MetricSnapshot, "metric_snapshot", made)

    def boards(self) -> int:
        """A board a team and one of everybody."""
        now, day = self._now()
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            teams = [None, *(one.id for one in work.of(Team).load_many(self._scope("team")))]
        made = []
        for team in teams:
            whole = self.rewards.whole_board(self.tenant_id, team)
            if not whole.board.places:
                continue
            made.append(
                StoredBoard(
                    id=_id("board", board_unit(team), day),
                    day=day,
                    unit=board_unit(team),
                    as_of=now,
                    start=whole.start,
                    end=whole.end,
                    board=whole.board,
                    points=whole.points,
                )
            )
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            return self._keep(work, StoredBoard, "stored_board", made)

    def insights(self) -> int:
        """One for each group of people who see the same deals; only where they see some."""
        now, day = self._now()
        version = self.desk.store.version(self.tenant_id)
        made = []
        for name, actor in self._units():
            try:
                insight = self.attribution.insight(actor)
            except Refused:
                continue
            if insight.deals:
                key = _id("insight", name, day)
                made.append(StoredInsight(key, day, name, version, now, insight))
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            return self._keep(work, StoredInsight, "stored_insight", made)

    def _units(self) -> Iterator[tuple[str, Actor]]:
        """Each as nobody in particular: rows that are one's own alone are left out."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            audience = Audience.read(self.desk, work, self.tenant_id)
        actors = filter(None, map(audience.actor, audience.people))
        units = {unit(actor): evolve(actor, person_id=SYSTEM) for actor in actors}
        yield from sorted(units.items())

    def _figures(self, work: UnitOfWork, currency: str) -> Mapping[str | None, dict[str, Figure]]:
        """By team; values in another currency than the organisation's are left out."""
        found: dict[str | None, dict[str, Figure]] = defaultdict(dict)
        for row in work.of(Deal).group(self._scope("deal"), ["team_id", "value_currency"], _DEALS):
            own = row["value_currency"] in (None, currency)
            team = found[row["team_id"]]
            for measure in _DEALS:
                value = row[measure.name] if own or measure.function == "count" else 0
                team[measure.name] = (team.get(measure.name) or 0) + int(value or 0)
        for kind, resource, measures in (
            (Call, "call", _CALLS),
            (Assessment, "assessment", _SCORES),
        ):
            for row in work.of(kind).group(self._scope(resource), ["team_id"], measures):
                found[row["team_id"]].update({one.name: row[one.name] for one in measures})
        for team in found.values():
            won, lost = int(team.get("won") or 0), int(team.get("lost") or 0)
            team["win_rate"] = win_rate(won, lost)
        return found

    def _keep(self, work: UnitOfWork, kind: type[Any], resource: str, made: list[Any]) -> int:
        """Stores what is new and replaces what says something else by now; says how much."""
        ids = tuple(one.id for one in made)
        scope = self._scope(resource, "update")
        known = {one.id: one for one in work.of(kind).load_many(scope, Query(where=where(id=ids)))}
        new = [one for one in made if one.id not in known]
        changed = [
            (evolve(one, version=before.version + 1), before.version)
            for one in made
            if (before := known.get(one.id)) is not None and not _same(one, before)
        ]
        work.of(kind).add_many(new, self._scope(resource, "create"))
        work.of(kind).save_many(changed, scope)
        if new or changed:
            counts = {"new": len(new), "changed": len(changed)}
            now = self.desk.clock.now()
            work.emit(Event("snapshot.taken", resource, now, SYSTEM, counts))
            work.record("snapshot.taken", resource, counts)
        return len(new) + len(changed)

    def _now(self) -> tuple[datetime, datetime]:
        now = self.desk.clock.now()
        return now, now.replace(hour=0, minute=0, second=0, microsecond=0)

    def _scope(self, resource: str, action: str = "read") -> Scope:
        return system_scope(self.tenant_id, resource, action, _REASON)


def _id(kind: str, what: str, day: datetime) -> str:
    return derived("snap", kind, what, f"{day:%Y-%m-%d}")


def _same(one: Any, other: Any) -> bool:
    """But for the moment it was computed."""
    return bool(evolve(one, as_of=other.as_of, version=other.version) == other)
