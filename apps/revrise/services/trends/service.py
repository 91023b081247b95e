"""How a team talks, week by week: one metric, for the team and each person, over calls in reach.

Values of one definition alone are taken together: of calls that detectors of plugins heard and
calls that other detectors heard, those of which there are more. A person's trend is the newer
half of their calls minus the older half with Welch's interval; the team's is the mean of the
persons' trends with the interval of a mean over people, so that who talks most does not speak for
all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from statistics import fmean, median
from typing import Any

from attrs import evolve, frozen

from revrise.core.coaching.change import Estimate, drift, estimate
from revrise.core.conversations.call import Call
from revrise.core.conversations.metrics.definition import Definition
from revrise.core.conversations.metrics.definitions import BY_ID, base
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.metrics.spread import ENOUGH
from revrise.core.errors import Invalid
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Column, Compare, Const, where
from revrise.core.people.organisation import Team
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk
from revrise.services.measures.benchmark import monday
from revrise.services.naming import names_of
from revrise.services.trends.running import running
from revrise.services.trends.tracker_share import (
    NOT_YET,
    PREFIX,
    Heard,
    Share,
    among,
    heard,
    moved,
    share,
)

MOST_WEEKS = 52
_MOST = 4_000


@frozen
class Week:
    """The calls of a week: the mean of the known values, how many, and how many had none.

    `value` is None without a known value, and for a team with fewer than five.
    """

    start: datetime
    value: float | None
    calls: int
    unknown: int


@frozen
class Trend:
    """A person, or the team where `person_id` is None; `calls` have a value, `unknown` none.

    `reasons` says how often a value was missing for which reason; `middle` is the median. Of a
    tracker `share` is that of the calls in which it was heard; of the team the mean of people's.
    """

    person_id: str | None
    name: str
    weeks: tuple[Week, ...]
    calls: int
    unknown: int
    middle: float | None
    change: Estimate | None
    reasons: Mapping[str, int]
    share: Share | None = None


@frozen
class TeamTrends:
    """`cut`: there were more calls than are looked at; the oldest are left out.

    `measured` is the definition with the detectors of plugins its values rest on; `apart` how many
    calls rest on others and are left out. `running` is the team's mean of four weeks at each week.
    """

    definition: Definition
    weeks: tuple[datetime, ...]
    team: Trend
    people: tuple[Trend, ...]
    teams: tuple[View, ...]
    cut: bool
    as_of: datetime
    measured: str = ""
    apart: int = 0
    running: tuple[Estimate | None, ...] = ()


@frozen
class _Seen:
    """A call: when, by whom, and its value or why it has none."""

    at: datetime
    owner_id: str
    value: float | None
    reason: str
    definition: str = ""


@frozen
class Trends:
    """The use case."""

    desk: Desk

    def show(
        self, metric: str, by: Actor, *, team_id: str | None = None, weeks: int = 12
    ) -> TeamTrends:
        """A metric by its definition's id over so many weeks, this one the last.

        `tracker:ID` is the share of calls in which that tracker was heard. Raises Invalid for no
        definition, tracker or number of weeks, Refused for who may see no calls.
        """
        tracked, definition = metric.startswith(PREFIX), BY_ID.get(metric)
        if definition is None and not tracked:
            raise Invalid(f"no metric {metric!r}", culprit="metric", remedy="see the definitions")
        if not 2 <= weeks <= MOST_WEEKS:  # noqa: PLR2004 - a trend needs two
            raise Invalid(f"must be 2 to {MOST_WEEKS}", culprit="weeks")
        now = self.desk.clock.now()
        starts = [monday(now) - timedelta(weeks=n) for n in reversed(range(weeks))]
        with self.desk.store.read(by) as work:
            rows = self._rows(work, by, starts[0], team_id)
            if definition is None:
                found = heard(self.desk, work, metric, starts[0], by)
                definition, seen = found.definition, [_listened(row, found) for row in rows]
                measured, apart = definition.id, 0
            else:
                known = [one for row in rows if (one := _seen(row, definition))]
                measured, seen = _alike(known, definition)
                apart = len(known) - len(seen)
            names = names_of(self.desk, work, by, {one.owner_id for one in seen})
            teams = work.of(Team).rows(self.desk.scope(by, "team"), Query(order=(("name", False),)))
        people, team = _people(seen, names, starts), None
        if tracked:
            people = [_shared(one, _of(seen, one.person_id)) for one in people]
            team = among([one.share.value for one in people if one.share])
        return TeamTrends(
            definition=definition,
            weeks=tuple(starts),
            team=evolve(_team(seen, people, starts), share=team),
            people=tuple(sorted(people, key=lambda one: one.name)),
            teams=tuple(team for team in teams if team["id"] in by.subtree or not by.subtree),
            cut=len(rows) == _MOST,
            as_of=now,
            measured=measured,
            apart=apart,
            running=running(((one.at, one.value) for one in seen if one.value is not None), starts),
        )

    def _rows(
        self, work: UnitOfWork, by: Actor, since: datetime, team_id: str | None
    ) -> Sequence[View]:
        rules = [where(state="analysed"), Compare(">=", Column("started_at"), Const(since))]
        if team_id:
            rules.append(where(team_id=team_id))
        columns = ("id", "owner_id", "started_at", "metrics")
        query = Query(All(tuple(rules)), (("started_at", True),), _MOST, columns=columns)
        return work.of(Call).rows(self.desk.scope(by, "call"), query)


def _seen(row: View, definition: Definition) -> _Seen | None:
    """None where the call was measured by another definition, or not on this."""
    found: Any = (row["metrics"] or {}).get(definition.key)
    if found is None:
        return None
    metric = found if isinstance(found, Metric) else Metric(**found)
    if base(metric.definition) != definition.id:
        return None
    value = None if metric.value is None else float(metric.value)
    reason = metric.reason or ""
    return _Seen(row["started_at"], row["owner_id"], value, reason, metric.definition)


def _alike(seen: Sequence[_Seen], definition: Definition) -> tuple[str, list[_Seen]]:
    """The calls that the same detectors heard: the most there are, of as many the newest."""
    often = Counter(one.definition for one in seen)  # the newest call first
    measured = next(iter(often.most_common(1)), (definition.id, 0))[0]
    return measured, [one for one in seen if one.definition == measured]


def _listened(row: View, found: Heard) -> _Seen:
    value = found.values.get(row["id"])
    reason = NOT_YET if value is None else ""
    return _Seen(row["started_at"], row["owner_id"], value, reason)


def _shared(one: Trend, values: list[float]) -> Trend:
    return evolve(one, share=share(values), change=moved(values))


def _of(seen: Iterable[_Seen], person_id: str | None) -> list[float]:
    return _values(one for one in seen if one.owner_id == person_id)


def _people(
    seen: Iterable[_Seen], names: Mapping[str, str], starts: Sequence[datetime]
) -> list[Trend]:
    found: dict[str, list[_Seen]] = defaultdict(list)
    for one in seen:
        found[one.owner_id].append(one)
    return [
        _trend(calls, starts, person, names.get(person, person), drift(_values(calls)))
        for person, calls in found.items()
    ]


def _team(seen: Sequence[_Seen], people: Sequence[Trend], starts: Sequence[datetime]) -> Trend:
    moved = estimate([one.change.value for one in people if one.change is not None])
    return _trend(seen, starts, None, "", moved, least=ENOUGH)


def _trend(
    calls: Sequence[_Seen],
    starts: Sequence[datetime],
    person_id: str | None,
    name: str,
    moved: Estimate | None,
    least: int = 1,
) -> Trend:
    known, reasons = _values(calls), defaultdict[str, int](int)
    for one in calls:
        if one.value is None:
            reasons[one.reason] += 1
    by_week: dict[datetime, list[_Seen]] = defaultdict(list)
    for one in calls:
        by_week[monday(one.at)].append(one)
    return Trend(
        person_id,
        name,
        tuple(_week(start, by_week.get(start, ()), least) for start in starts),
        len(known),
        len(calls) - len(known),
        median(known) if len(known) >= least else None,
        moved,
        dict(sorted(reasons.items())),
    )


def _week(start: datetime, calls: Sequence[_Seen], least: int) -> Week:
    known = _values(calls)
    value = fmean(known) if len(known) >= least else None
    return Week(start, value, len(known), len(calls) - len(known))


def _values(calls: Iterable[_Seen]) -> list[float]:
    """The known values, oldest first."""
    return [one.value for one in sorted(calls, key=lambda one: one.at) if one.value is not None]
