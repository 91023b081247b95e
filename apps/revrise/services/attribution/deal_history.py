"""What was done by reps and on deals, and how reps talked, as far as an actor may see it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from attrs import frozen

from revrise.core.coaching.plan import Plan
from revrise.core.content.asset import Asset, AssetUse
from revrise.core.conversations.call import Call
from revrise.core.deals.deal import Deal
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.aggregates import settled
from revrise.core.governance.rule import ALWAYS, Column, IsNull, Not, Rule, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.learning.course import Course
from revrise.core.learning.enrolment import Enrolment
from revrise.core.people.competency import Observation
from revrise.core.roleplay.scenario import Scenario
from revrise.core.roleplay.session import RolePlay
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk

# Call metrics that describe behaviour; a missing one stays missing.
METRICS = (
    "talk_share",
    "questions_open_share",
    "longest_monologue",
    "patience",
    "interactivity",
)
_REASON = "figures over all deals, for who may see those and no deals"
Event = tuple[str, str, datetime]  # whose (person or deal), what, when
Level = tuple[str, str, datetime, float]  # whose, what, when, how much

_when = itemgetter(2)


@frozen
class Timeline:
    """What was done, by person or deal, in order of time."""

    things: Mapping[str, Sequence[tuple[str, datetime]]]
    times: Mapping[str, Sequence[datetime]]

    @classmethod
    def of(cls, events: Iterable[Event]) -> "Timeline":
        """The timeline of events in any order."""
        things: dict[str, list[tuple[str, datetime]]] = {}
        for whose, what, at in sorted(events, key=_when):
            things.setdefault(whose, []).append((what, at))
        return cls(things, {key: [at for _, at in done] for key, done in things.items()})

    def before(self, whose: str, end: datetime) -> Sequence[tuple[str, datetime]]:
        """What was done before a moment."""
        if whose not in self.things:
            return ()
        return self.things[whose][: bisect_left(self.times[whose], end)]

    def within(self, whose: str, start: datetime, end: datetime) -> Sequence[tuple[str, datetime]]:
        """What was done from `start` until before `end`."""
        done = self.before(whose, end)
        return done[bisect_left(self.times.get(whose, ()), start) :]

    @property
    def names(self) -> set[str]:
        """Everything anybody ever did."""
        return {what for done in self.things.values() for what, _ in done}


class DealHistory:
    """Reads it; what the actor may not see is simply not there.

    `whole` reads everything, for figures over all deals shown to who may see those figures only.
    """

    def __init__(self, desk: Desk, work: UnitOfWork, by: Actor, *, whole: bool = False) -> None:
        self._desk, self._work, self._by, self._whole = desk, work, by, whole

    @property
    def whole(self) -> bool:
        """Whether these are figures for somebody who may not see the deals."""
        return self._whole

    def closed(self) -> Sequence[View]:
        """Deals with an outcome, a rep and a closing date; of `whole`, those of settled months."""
        return self._settled(self.every()) if self._whole else self.every()

    def every(self) -> Sequence[View]:
        """All of them."""
        columns = (
            *("id", "owner_id", "team_id", "outcome", "opened_at", "closed_at"),
            *("value", "value_currency"),
        )
        rows = self._rows(Deal, "deal", Not(IsNull(Column("outcome"))), columns)
        return [row for row in rows if row["owner_id"] and row["closed_at"]]

    def _settled(self, rows: Sequence[View]) -> Sequence[View]:
        """Without the newest months while few people closed a deal in them.

        What such a month added would tell of those few to who compares two days.
        """
        done = [(f"{row['closed_at']:%Y-%m}", row["owner_id"]) for row in rows]
        last = settled(done, f"{self._desk.clock.now():%Y-%m}")
        return [row for row, (month, _) in zip(rows, done, strict=True) if month <= last]

    def training(self) -> Timeline:
        """Courses completed, role-plays passed and coaching plans completed, by person."""
        return Timeline.of([*self._courses(), *self._practice(), *self._plans()])

    def content(self) -> Timeline:
        """Content used, by deal."""
        return Timeline.of(self._uses())

    def calls(self) -> Timeline:
        """Calls made, by deal."""
        columns = ("id", "deal_id", "started_at")
        rows = self._rows(Call, "call", Not(IsNull(Column("deal_id"))), columns)
        return Timeline.of((row["deal_id"], "call", row["started_at"]) for row in rows)

    def measured(self) -> Iterator[Level]:
        """How reps talked on their analysed calls, and the levels seen there.

        Of each metric values of one definition alone: that of most calls.
        """
        columns = ("id", "owner_id", "started_at", "metrics")
        calls = self._rows(Call, "call", where(state="analysed"), columns)
        for name in METRICS:
            for row, value in _alike(calls, name):
                yield row["owner_id"], f"call: {name}", row["started_at"], value
        seen = ("id", "person_id", "competency_id", "at", "level")
        for row in self._rows(Observation, "observation", ALWAYS, seen):
            yield row["person_id"], f"level: {row['competency_id']}", row["at"], row["level"]

    def _courses(self) -> Iterator[Event]:
        titles = self._names(Course, "course", "title")
        columns = ("id", "person_id", "course_id", "completed_at")
        for row in self._rows(Enrolment, "enrolment", where(state="completed"), columns):
            title = titles.get(row["course_id"], row["course_id"])
            yield row["person_id"], f"course: {title}", row["completed_at"]

    def _practice(self) -> Iterator[Event]:
        titles = self._names(Scenario, "scenario", "title")
        columns = ("id", "person_id", "scenario_id", "finished_at")
        for row in self._rows(RolePlay, "role_play", where(passed=True), columns):
            if row["finished_at"]:
                title = titles.get(row["scenario_id"], row["scenario_id"])
                yield row["person_id"], f"practice: {title}", row["finished_at"]

    def _plans(self) -> Iterator[Event]:
        columns = ("id", "person_id", "competency_id", "actions", "due_at")
        for row in self._rows(Plan, "plan", where(state="completed"), columns):
            done = [when for action in row["actions"] or () if (when := action["done_at"])]
            at = max(map(_time, done), default=row["due_at"])
            yield row["person_id"], f"coaching: {row['competency_id']}", at

    def _uses(self) -> Iterator[Event]:
        titles = self._names(Asset, "asset", "title")
        columns = ("id", "asset_id", "deal_id", "at")
        for row in self._rows(AssetUse, "asset_use", Not(IsNull(Column("deal_id"))), columns):
            title = titles.get(row["asset_id"], row["asset_id"])
            yield row["deal_id"], f"content: {title}", row["at"]

    def _rows(
        self, kind: type[Any], resource: str, rule: Rule, columns: tuple[str, ...]
    ) -> Sequence[View]:
        try:
            scope = self._scope(resource)
            return self._work.of(kind).rows(scope, Query(where=rule, columns=columns))
        except Refused:
            return ()

    def _names(self, kind: type[Any], resource: str, column: str) -> dict[str, str]:
        rows = self._rows(kind, resource, ALWAYS, ("id", column))
        return {row["id"]: row[column] or row["id"] for row in rows}

    def _scope(self, resource: str) -> Scope:
        if self._whole:
            return system_scope(self._by.tenant_id, resource, "read", _REASON)
        return self._desk.scope(self._by, resource)


def _alike(calls: Sequence[View], name: str) -> Iterator[tuple[View, float]]:
    """Calls with a value by the definition that most of them have; of as many the newest."""
    known = [
        (row, metric["definition"], float(metric["value"]))
        for row in sorted(calls, key=itemgetter("started_at"), reverse=True)
        if (metric := (row["metrics"] or {}).get(name)) and metric["value"] is not None
    ]
    often = Counter(definition for _, definition, _ in known).most_common(1)
    return ((row, value) for row, definition, value in known if definition == often[0][0])


def _time(value: datetime | str) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)
