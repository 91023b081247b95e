"""The facts reward rules look at, read from what is stored."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from revrise.core.coaching.plan import Plan
from revrise.core.conversations.tracker_hit import HITS, TrackerHit
from revrise.core.deals.deal import Deal
from revrise.core.governance.rule import Cell, Rule, where
from revrise.core.governance.scope import system_scope
from revrise.core.learning.course import Course
from revrise.core.learning.enrolment import Enrolment
from revrise.core.money import Money
from revrise.core.rewards.facts import (
    CourseCompleted,
    DealWon,
    Fact,
    PlanCompleted,
    RolePlayPassed,
    TrackerHeard,
)
from revrise.core.roleplay.scenario import Scenario
from revrise.core.roleplay.session import RolePlay
from revrise.ports.catalogue import Catalogue, surviving
from revrise.ports.query import ALL_ROWS, Query
from revrise.ports.storage import UnitOfWork, View

T = TypeVar("T")
_AT_ONCE = 500


def gather(
    work: UnitOfWork,
    tenant_id: str,
    person_id: str | None = None,
    *,
    trackers: Collection[str] = (),
    granted: Collection[str] = (),
) -> Sequence[Fact]:
    """Every fact of a tenant, or of one person of it, in no particular order.

    Of what trackers heard only that of `trackers`, and the hits that points were `granted` for:
    these stand although no rule looks at them any more.
    """
    reader = _Reader(work, tenant_id, person_id)
    return [
        *_courses(reader),
        *_role_plays(reader),
        *_deals(reader),
        *_plans(reader),
        *_heard(reader, trackers, granted),
    ]


def trackers(catalogue: Catalogue) -> frozenset[str]:
    """The ids of those that some rule looks at."""
    rules = surviving(catalogue.reward_rules(), lambda rule: rule.definition.trackers)
    return frozenset(one for _, named in rules for one in named)


class _Reader:
    def __init__(self, work: UnitOfWork, tenant_id: str, person_id: str | None) -> None:
        self._work, self._tenant_id, self._person = work, tenant_id, person_id

    def theirs(self, column: str = "person_id", **equal: Cell) -> Rule:
        """These rows, of the one person where one is asked for."""
        return where(**equal, **({column: self._person} if self._person else {}))

    def rows(self, kind: type[Any], resource: str, query: Query = ALL_ROWS) -> Sequence[View]:
        scope = system_scope(self._tenant_id, resource, "read", "facts for reward rules")
        return self._work.of(kind).rows(scope, query)


def _courses(reader: _Reader) -> Iterator[Fact]:
    courses = {row["id"]: row for row in reader.rows(Course, "course")}
    done = Query(where=reader.theirs(state="completed"))
    for row in reader.rows(Enrolment, "enrolment", done):
        course = courses[row["course_id"]]
        yield CourseCompleted(
            row["id"],
            row["person_id"],
            row["completed_at"],
            row["course_id"],
            tuple(course["competencies"]),
            course["title"],
            course["titles"] or {},
        )


def _role_plays(reader: _Reader) -> Iterator[Fact]:
    scenarios = {row["id"]: row for row in reader.rows(Scenario, "scenario")}
    columns = ("id", "person_id", "finished_at", "started_at", "scenario_id", "score")
    for row in reader.rows(
        RolePlay, "role_play", Query(reader.theirs(passed=True), columns=columns)
    ):
        yield RolePlayPassed(
            row["id"],
            row["person_id"],
            row["finished_at"] or row["started_at"],
            row["scenario_id"],
            row["score"],
            (scenarios[row["scenario_id"]]["competency_id"],),
            scenarios[row["scenario_id"]]["title"],
        )


def _deals(reader: _Reader) -> Iterator[Fact]:
    columns = ("id", "name", "owner_id", "closed_at", "value", "value_currency")
    for row in reader.rows(
        Deal, "deal", Query(reader.theirs("owner_id", outcome="won"), columns=columns)
    ):
        if row["owner_id"] is None or row["closed_at"] is None:
            continue
        value = None if row["value"] is None else Money(row["value"], row["value_currency"])
        # A deal reopened and won again is another win.
        win = f"{row['id']}/{row['closed_at']:%Y%m%dT%H%M%S}"
        yield DealWon(win, row["owner_id"], row["closed_at"], value, name=row["name"])


def _plans(reader: _Reader) -> Iterator[Fact]:
    for row in reader.rows(Plan, "plan", Query(reader.theirs(state="completed"))):
        done = max((at for action in row["actions"] if (at := action["done_at"])), default=None)
        at = datetime.fromisoformat(done) if isinstance(done, str) else done
        competencies = (row["competency_id"],)
        yield PlanCompleted(row["id"], row["person_id"], at or row["due_at"], competencies)


def _heard(reader: _Reader, trackers: Collection[str], granted: Collection[str]) -> Iterator[Fact]:
    hits = sorted(one for one in granted if one.startswith(HITS))
    wanted = [reader.theirs("owner_id", tracker=tuple(sorted(trackers)))] if trackers else []
    wanted += [
        reader.theirs("owner_id", id=tuple(hits[begin : begin + _AT_ONCE]))
        for begin in range(0, len(hits), _AT_ONCE)
    ]
    rows = (reader.rows(TrackerHit, "tracker_hit", Query(rule)) for rule in wanted)
    found = {row["id"]: row for some in rows for row in some}
    for row in found.values():
        at = row["started_at"]
        yield TrackerHeard(
            row["id"], row["owner_id"], at, row["tracker"], row["since"], row["times"]
        )
