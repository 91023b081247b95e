"""The list of calls: filtered, a page at a time, each with score and consent."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen

from revrise.core.conversations.call import Call
from revrise.core.deals.deal import Deal
from revrise.core.errors import NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Column, Compare, Const, IsNull, Rule, where
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.reference import newest
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.calls.narrowing import CallFilter
from revrise.services.desk import Desk
from revrise.services.lawful import agreed
from revrise.services.measures.benchmark import value_of, why_none
from revrise.services.measures.tracked import Tracked
from revrise.services.naming import names_of
from revrise.services.reach import may

__all__ = ["PAGE", "CallFilter", "CallList", "CallLists", "ListedCall"]
PAGE = 25
_SCORED_AT_ONCE = 200


@frozen
class ListedCall:
    """A row of the list. `scores` by rubric; `coaching` whether its words may be coached on.

    `silent`: it was heard, and nobody says anything.
    """

    id: str
    title: str
    rep: str
    started_at: datetime
    language: str
    state: str
    duration_ms: int | None
    talk_share: float | None
    scores: Mapping[str, float | None]
    coaching: bool
    deal_id: str | None
    deal: str | None
    silent: bool = False


@frozen
class CallList:
    """A page of calls, the newest first; `after` continues it, None at the end."""

    rows: tuple[ListedCall, ...]
    total: int | None
    after: str | None
    as_of: datetime


@frozen
class CallLists:
    """The use case."""

    desk: Desk

    def page(self, wanted: CallFilter, by: Actor, after: str | None = None) -> CallList:
        """The calls the actor may see. Raises Refused for who may see none."""
        with self.desk.store.read(by) as work:
            rows, total = self._rows(work, wanted, by, after)
            shown = rows[:PAGE]
            listed = tuple(self._listed(work, shown, by))
        more = shown[-1]["id"] if len(rows) > PAGE else None
        return CallList(listed, total, more, self.desk.clock.now())

    def heard(self, wanted: CallFilter, by: Actor, after: str | None = None) -> CallList:
        """A page of those in which its tracker was met. Raises NotFound for one not in force."""
        with self.desk.store.read(by) as work:
            self._tracked(work, wanted, by)
        return self.page(wanted, by, after)

    def met(self, wanted: CallFilter, by: Actor, limit: int) -> Sequence[View]:
        """The newest calls in which its tracker was met.

        Raises Refused for who may see none, NotFound for a tracker that is not in force.
        """
        found: list[View] = []
        with self.desk.store.read(by) as work:
            for ids in self._tracked(work, wanted, by).bites(wanted):
                rule = All((where(id=ids), wanted.rule))
                query = Query(rule, (("started_at", True),), limit - len(found))
                found += work.of(Call).rows(self.desk.scope(by, "call"), query)
                if len(found) >= limit:
                    break
        return found

    def _tracked(self, work: UnitOfWork, wanted: CallFilter, by: Actor) -> Tracked:
        tracked = Tracked(self.desk, work, by)
        if not tracked.in_force(wanted):
            raise NotFound("no such tracker is in force", culprit=str(wanted.tracker))
        return tracked

    def reps(self, by: Actor) -> Sequence[tuple[str, str]]:
        """(id, name) of those whose calls the actor may see, by name: for the filter."""
        with self.desk.store.read(by) as work:
            groups = work.of(Call).group(self.desk.scope(by, "call"), ("owner_id",))
            ids = tuple(str(group["owner_id"]) for group in groups)
            query = Query(where=where(id=ids), columns=("id", "name"), order=(("name", False),))
            found = work.of(Person).rows(self.desk.scope(by, "person"), query)
        return [(row["id"], row["name"] or row["id"]) for row in found]

    def teams(self, by: Actor) -> Sequence[tuple[str, str]]:
        """(id, name) of the teams whose calls the actor may see, by name: for the filter."""
        with self.desk.store.read(by) as work:
            groups = work.of(Call).group(self.desk.scope(by, "call"), ("team_id",))
            ids = {group["team_id"] for group in groups}
            names = self._names(work, Team, "team", ids, by)
        return sorted(names.items(), key=lambda one: (one[1], one[0]))

    def owners(self, by: Actor) -> Sequence[tuple[str, str]]:
        """(id, name) of those for whom the actor may add calls, by name."""
        query = Query(columns=("id", "name", "team_id"), order=(("name", False),))
        with self.desk.store.read(by) as work:
            found = work.of(Person).rows(self.desk.scope(by, "person"), query)
        return [
            (row["id"], row["name"] or row["id"])
            for row in found
            if may(self.desk, by, "call", "create", _of(row))
        ]

    def into(self, call_id: str, by: Actor) -> tuple[Call, str]:
        """A call that a file is brought in for, and whose it is. Raises NotFound when hidden."""
        with self.desk.store.read(by) as work:
            call = work.of(Call).load(call_id, self.desk.scope(by, "call"))
            names = self._names(work, Person, "person", {call.owner_id}, by)
        return call, names.get(call.owner_id, call.owner_id)

    def deals(self, by: Actor) -> Sequence[tuple[str, str]]:
        """(id, name) of the newest open deals in reach, for a call to be about."""
        query = Query(IsNull(Column("outcome")), (("id", True),), 200, columns=("id", "name"))
        try:
            scope = self.desk.scope(by, "deal")
        except Refused:
            return []
        with self.desk.store.read(by) as work:
            return [(row["id"], row["name"]) for row in work.of(Deal).rows(scope, query)]

    def _rows(
        self, work: UnitOfWork, wanted: CallFilter, by: Actor, after: str | None
    ) -> tuple[Sequence[View], int | None]:
        scope, order = self.desk.scope(by, "call"), (("started_at", True),)
        if wanted.tracker is not None:
            return self._heard(work, wanted, by, after)
        if wanted.below is not None:
            return self._scored(work, wanted, by, after), None
        query = Query(wanted.rule, order, PAGE + 1, after)
        total = work.of(Call).count(scope, Query(where=wanted.rule))
        return work.of(Call).rows(scope, query), total

    def _heard(
        self, work: UnitOfWork, wanted: CallFilter, by: Actor, after: str | None
    ) -> tuple[list[View], int | None]:
        """Calls in which a tracker was met; counted where that is all that is asked."""
        tracked = Tracked(self.desk, work, by)
        bites = (self._low(work, ids, wanted, by) for ids in tracked.bites(wanted))
        rows = self._sifted(work, wanted, by, after, bites)
        plain = wanted == CallFilter(
            rep_id=wanted.rep_id,
            team_id=wanted.team_id,
            since=wanted.since,
            until=wanted.until,
            tracker=wanted.tracker,
        )
        return rows, tracked.count(wanted) if plain else None

    def _low(
        self, work: UnitOfWork, ids: tuple[str, ...], wanted: CallFilter, by: Actor
    ) -> tuple[str, ...]:
        """Those below the score that is asked for; all where none is."""
        limit = wanted.below
        if limit is None:
            return ids
        scores = self._scores(work, ids, by)
        return tuple(
            one
            for one in ids
            if any(score is not None and score < limit for score in scores.get(one, {}).values())
        )

    def _scored(
        self, work: UnitOfWork, wanted: CallFilter, by: Actor, after: str | None
    ) -> list[View]:
        """Calls below a score: read from the scorecards, newest first."""
        return self._sifted(work, wanted, by, after, self._below(work, wanted, by))

    def _sifted(
        self,
        work: UnitOfWork,
        wanted: CallFilter,
        by: Actor,
        after: str | None,
        bites: Iterator[tuple[str, ...]],
    ) -> list[View]:
        """Those of these calls that are wanted, until a page is full."""
        found: dict[str, View] = {}
        started = after is None
        for ids in bites:
            rule = All((where(id=ids), wanted.rule))
            query = Query(rule, (("started_at", True),))
            for row in work.of(Call).rows(self.desk.scope(by, "call"), query):
                if started:
                    found[row["id"]] = row
                started = started or row["id"] == after
            if len(found) > PAGE:
                break
        return list(found.values())[: PAGE + 1]

    def _below(self, work: UnitOfWork, wanted: CallFilter, by: Actor) -> Iterator[tuple[str, ...]]:
        rule: Rule = Compare("<", Column("score"), Const(float(wanted.below or 0)))
        if wanted.rep_id is not None:
            rule = All((rule, where(person_id=wanted.rep_id)))
        after: str | None = None
        while True:
            order, columns = (("at", True),), ("id", "at", "subject_id")
            query = Query(rule, order, _SCORED_AT_ONCE, after, columns)
            rows = work.of(Assessment).rows(self.desk.scope(by, "assessment"), query)
            if not rows:
                return
            yield tuple(dict.fromkeys(row["subject_id"] for row in rows))
            after = rows[-1]["id"]

    def _listed(self, work: UnitOfWork, rows: Sequence[View], by: Actor) -> Iterator[ListedCall]:
        ids = tuple(row["id"] for row in rows)
        scores = self._scores(work, ids, by)
        reps = self._names(work, Person, "person", {row["owner_id"] for row in rows}, by)
        deals = self._names(work, Deal, "deal", {row["deal_id"] for row in rows}, by)
        present = {row["id"]: row["participants"] for row in rows}
        now, scope = self.desk.clock.now(), self.desk.scope(by, "consent")
        coached = agreed(work, scope, present, ("coach",), now)
        for row in rows:
            yield ListedCall(
                id=row["id"],
                title=row["title"],
                rep=reps.get(row["owner_id"]) or row["owner_id"],
                started_at=row["started_at"],
                language=row["language"],
                state=row["state"],
                duration_ms=row["duration_ms"],
                talk_share=value_of(row["metrics"], "talk_share"),
                scores=scores.get(row["id"], {}),
                coaching=row["id"] in coached,
                deal_id=row["deal_id"],
                deal=deals.get(row["deal_id"]),
                silent=why_none(row["metrics"], "talk_share") == "no_speech",
            )

    def _scores(
        self, work: UnitOfWork, ids: tuple[str, ...], by: Actor
    ) -> dict[str, dict[str, float | None]]:
        query = Query(where=where(subject_id=ids), columns=("id", "subject_id", "rubric", "score"))
        scores: dict[str, dict[str, float | None]] = {}
        for row in work.of(Assessment).rows(self.desk.scope(by, "assessment"), query):
            scores.setdefault(row["subject_id"], {})[row["rubric"]] = row["score"]
        return {call: {ref: had[ref] for ref in newest(had)} for call, had in scores.items()}

    def _names(
        self, work: UnitOfWork, kind: type[Any], resource: str, ids: set[Any], by: Actor
    ) -> dict[str, str]:
        wanted = {one for one in ids if one}
        try:
            return names_of(self.desk, work, by, wanted, kind, resource) if wanted else {}
        except Refused:
            return {}


def _of(person: View) -> dict[str, Any]:
    """What a call of this person would look like to the policy."""
    return {"id": "", "owner_id": person["id"], "team_id": person["team_id"]}
