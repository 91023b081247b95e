"""Closed deals with what their rep had done until they closed: the rows of every comparison."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen

from revrise.core.attribution.touch import Journey, Touch
from revrise.core.coaching.plan import Plan
from revrise.core.content.asset import Asset, AssetUse
from revrise.core.conversations.call import Call
from revrise.core.deals.deal import Deal
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import ALWAYS, Column, IsNull, Not, Rule, where
from revrise.core.learning.course import Course
from revrise.core.learning.enrolment import Enrolment
from revrise.core.roleplay.scenario import Scenario
from revrise.core.roleplay.session import RolePlay
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk
from revrise.services.naming import names

# Call metrics that describe behaviour; a missing one stays missing.
METRICS = ("talk_share", "patience", "interactivity", "longest_monologue")


@frozen
class DealRow:
    """One closed deal: outcome, rep and team, and behaviours (0/1, or a mean over its calls)."""

    deal: str
    rep: str
    team: str
    won: bool
    behaviours: Mapping[str, float]


Done = Mapping[str, list[tuple[str, datetime]]]  # person or deal → (what, when)


class DealPanel:
    """Reads it for one actor; what the actor may not see is not among the behaviours."""

    def __init__(self, desk: Desk, work: UnitOfWork, by: Actor) -> None:
        self._desk, self._work, self._by = desk, work, by

    def read(self) -> list[DealRow]:
        """A row a closed deal that has a rep and a closing date."""
        by_rep, by_deal, metrics = self._by_rep(), self._by_deal(), self._metrics()
        things = sorted(
            {what for each in (by_rep, by_deal) for d in each.values() for what, _ in d}
        )
        return [
            DealRow(
                deal["id"],
                deal["owner_id"],
                deal["team_id"] or "",
                deal["outcome"] == "won",
                {
                    **dict.fromkeys(things, 0.0),
                    **{what: 1.0 for what, _ in _before(by_rep, deal["owner_id"], deal)},
                    **{what: 1.0 for what, _ in _before(by_deal, deal["id"], deal)},
                    **metrics.get(deal["id"], {}),
                },
            )
            for deal in self._closed()
        ]

    def journeys(self) -> list[Journey]:
        """A journey a closed deal that was touched: content, calls, and training while open."""
        by_rep, by_deal, calls = self._by_rep(), self._by_deal(), self._calls()
        found = []
        for deal in self._closed():
            own = [*_before(by_deal, deal["id"], deal), *_before(calls, deal["id"], deal)]
            trained = [
                (what, at)
                for what, at in _before(by_rep, deal["owner_id"], deal)
                if deal["opened_at"] and at >= deal["opened_at"]
            ]
            touches = [Touch(deal["id"], what, at) for what, at in (*own, *trained)]
            if touches:
                won = deal["outcome"] == "won"
                found.append(Journey(deal["id"], touches, won, deal["value"] or 0 if won else None))
        return found

    def _closed(self) -> Sequence[View]:
        columns = ("id", "owner_id", "team_id", "outcome", "opened_at", "closed_at", "value")
        rows = self._rows(Deal, "deal", Not(IsNull(Column("outcome"))), columns)
        return [row for row in rows if row["owner_id"] and row["closed_at"]]

    def _by_rep(self) -> Done:
        done: dict[str, list[tuple[str, datetime]]] = defaultdict(list)
        for person, what, at in (*self._courses(), *self._practice(), *self._plans()):
            done[person].append((what, at))
        return done

    def _by_deal(self) -> Done:
        titles = self._names(Asset, "asset", "title")
        done: dict[str, list[tuple[str, datetime]]] = defaultdict(list)
        for row in self._rows(AssetUse, "asset_use", Not(IsNull(Column("deal_id")))):
            title = titles.get(row["asset_id"], row["asset_id"])
            done[row["deal_id"]].append((f"content: {title}", row["at"]))
        return done

    def _calls(self) -> Done:
        done: dict[str, list[tuple[str, datetime]]] = defaultdict(list)
        columns = ("id", "deal_id", "started_at")
        for row in self._rows(Call, "call", Not(IsNull(Column("deal_id"))), columns):
            done[row["deal_id"]].append(("call", row["started_at"]))
        return done

    def _metrics(self) -> Mapping[str, Mapping[str, float]]:
        seen: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        columns = ("id", "deal_id", "metrics")
        for row in self._rows(Call, "call", where(state="analysed"), columns):
            for name in METRICS if row["deal_id"] else ():
                value = (row["metrics"] or {}).get(name, {}).get("value")
                if value is not None:
                    seen[row["deal_id"]][f"call: {name}"].append(float(value))
        return {
            deal: {name: sum(values) / len(values) for name, values in by_name.items()}
            for deal, by_name in seen.items()
        }

    def _courses(self) -> Iterator[tuple[str, str, datetime]]:
        titles = self._names(Course, "course", "title")
        columns = ("id", "person_id", "course_id", "completed_at")
        for row in self._rows(Enrolment, "enrolment", where(state="completed"), columns):
            title = titles.get(row["course_id"], row["course_id"])
            yield row["person_id"], f"course: {title}", row["completed_at"]

    def _practice(self) -> Iterator[tuple[str, str, datetime]]:
        titles = self._names(Scenario, "scenario", "title")
        columns = ("id", "person_id", "scenario_id", "finished_at")
        for row in self._rows(RolePlay, "role_play", where(passed=True), columns):
            if row["finished_at"]:
                title = titles.get(row["scenario_id"], row["scenario_id"])
                yield row["person_id"], f"practice: {title}", row["finished_at"]

    def _plans(self) -> Iterator[tuple[str, str, datetime]]:
        accepted = where(state=("accepted", "completed"))
        for row in self._rows(Plan, "plan", accepted):
            yield row["person_id"], f"coaching: {row['competency_id']}", row["created_at"]

    def _rows(
        self, kind: type[Any], resource: str, rule: Rule = ALWAYS, columns: Any = None
    ) -> Sequence[View]:
        try:
            scope = self._desk.scope(self._by, resource)
            return self._work.of(kind).rows(scope, Query(where=rule, columns=columns))
        except Refused:
            return ()

    def _names(self, kind: type[Any], resource: str, column: str) -> dict[str, str]:
        try:
            return names(self._desk, self._work, self._by, kind, resource, column)
        except Refused:
            return {}


def _before(done: Done, key: str, deal: View) -> list[tuple[str, datetime]]:
    """What was done before the deal closed."""
    things = done.get(key, [])
    if len(things) > 1:
        things = sorted(things, key=_when)
        return things[: bisect_left(things, deal["closed_at"], key=_when)]
    return [one for one in things if one[1] < deal["closed_at"]]


def _when(one: tuple[str, datetime]) -> datetime:
    return one[1]
