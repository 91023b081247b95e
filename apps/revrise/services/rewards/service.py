"""Rewards: rules over facts to a ledger, and a leaderboard that knows its uncertainty."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count

from attrs import evolve, frozen

from revrise.core.bilingual import Bilingual
from revrise.core.events import Event
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.aggregates import K
from revrise.core.governance.rule import ALWAYS, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.people.person import Person
from revrise.core.rewards.entry import WITHDRAWN, LedgerEntry, grant, reverse
from revrise.core.rewards.facts import Fact, by_person
from revrise.core.rewards.leaderboard import Leaderboard
from revrise.core.rewards.posting import LedgerPosting, entries, postings
from revrise.core.rewards.rule import RewardDecision
from revrise.ports.catalogue import Catalogue, surviving
from revrise.ports.query import Query
from revrise.ports.rewards import RewardRule
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk
from revrise.services.naming import names
from revrise.services.rewards import drawn, entering
from revrise.services.rewards.facts import gather, trackers

SETTLE = "rewards.run"
_REASON = "grant points by the rules"
_WEEKS = 13
SMALLEST_GROUP = K  # fewer, and a place among them would tell of the others
_MANY = 2_000
_UNTOLD = Bilingual("for what you may not see", "依据你无权查看的内容")


@frozen
class RewardRun:
    """What a run did, or (dry) would do. `decisions` holds grants and refusals alike."""

    granted: tuple[LedgerEntry, ...]
    reversed: tuple[LedgerEntry, ...]
    decisions: tuple[RewardDecision, ...]

    @property
    def points(self) -> int:
        """Points given less points taken back."""
        return sum(entry.points for entry in (*self.granted, *self.reversed))

    def without_reasons(self) -> "RewardRun":
        """Who got how many points by which rule, not for what."""
        entries = [
            tuple(evolve(one, reason=_UNTOLD, source_id="") for one in some)
            for some in (self.granted, self.reversed)
        ]
        decisions = (
            evolve(one, reason=_UNTOLD, source_id="", evidence=(), following=None)
            for one in self.decisions
        )
        return RewardRun(entries[0], entries[1], tuple(decisions))


@frozen
class Standing:
    """A leaderboard of those the actor may see, with the names to show."""

    start: datetime
    end: datetime
    board: Leaderboard
    names: dict[str, str]
    points: dict[str, int]


@frozen
class Rewards:
    """Use cases around points."""

    desk: Desk
    catalogue: Catalogue

    def run(self, by: Actor, *, dry: bool = False) -> RewardRun:
        """Applies every rule to every fact; what was granted before is not granted again.

        Points whose ground is gone are taken back by reversal, and granted anew where it comes
        back. Who may not read every entry's reason is not told them: they name deals.
        """
        self.desk.scope(by, "ledger_entry", "grant")
        whole = self.desk.scope(by, "ledger_entry").opening("reason_en") == ALWAYS
        done = self._run(by, dry=dry)
        return done if whole else done.without_reasons()

    def settle(self, tenant_id: str) -> int:
        """Applies every rule by itself, after events that may earn points; says how many entries.

        Looks before it locks: while nothing is to be granted it only reads.
        """
        by = system_actor(tenant_id)
        ahead = self._run(by, dry=True)
        if not ahead.granted and not ahead.reversed:
            return 0
        done = self._run(by, dry=False)
        return len(done.granted) + len(done.reversed)

    def _run(self, by: Actor, *, dry: bool) -> RewardRun:
        with self.desk.store.read(by) if dry else self.desk.store.begin(by) as work:
            known = self._known(work, by)
            granted_for = {row["source_id"] for row in known.values() if row["source_id"]}
            facts = gather(
                work, by.tenant_id, trackers=trackers(self.catalogue), granted=granted_for
            )
            decisions = self._decide(facts)
            taken = {row["reverses"] for row in known.values() if row["reverses"]}
            wanted = [_owed(decision, taken) for decision in decisions if decision.granted]
            granted = tuple(entry for entry in wanted if entry.id not in known)
            reversed_ = self._withdrawn(work, by, known, taken, {fact.id for fact in facts})
            if not dry and (granted or reversed_):
                self._book(work, by, (*granted, *reversed_))
        return RewardRun(granted, reversed_, tuple(decisions))

    def ledger(self, by: Actor, person_id: str | None = None) -> Sequence[View]:
        """The points the actor may see, newest first, each with its reason."""
        mine = where(wallet=True, **({"person_id": person_id} if person_id else {}))
        with self.desk.store.read(by) as work:
            scope = self.desk.scope(by, "ledger_entry")
            return work.of(LedgerPosting).rows(scope, Query(where=mine, order=(("at", True),)))

    def leaderboard(self, by: Actor, team_id: str | None = None, weeks: int = _WEEKS) -> Standing:
        """Places over the last weeks that saw points, of the people the actor may see.

        A rep sees the own place among the own team and nobody else's, where the team is large
        enough that the place tells nothing about one other person.
        """
        scope = self.desk.scope(by, "ledger_entry")
        with self.desk.store.read(by) as work:
            called = names(self.desk, work, by, Person, "person")
            reps = entering.reps(work, by, team_id)
            end = entering.newest(work, by, self.desk.clock.now())
            start = end - timedelta(weeks=weeks)
            rows = entering.points(work, by, start, end)
            seen = entering.seen(work, by, scope)
            off = entering.off_boards(work, by) - {by.person_id}
            open_ = entering.comparable(work, by, reps, seen, off) and entering.lasting(
                work, by, team_id, reps - off, seen | {by.person_id}, start
            )
        least = 1 if reps <= seen else SMALLEST_GROUP if open_ else len(reps) + 1
        board = drawn.board(tuple(entering.entrants(reps, rows, start, weeks, off)), least)
        shown = tuple(place for place in board.places if place.person_id in seen)
        totals = dict.fromkeys((place.person_id for place in shown), 0)
        for row in rows:
            if row["person_id"] in totals:
                totals[row["person_id"]] += row["points"]
        visible = Leaderboard(board.entrants, board.opted_out, shown)
        return Standing(start, end, visible, called, totals)

    def whole_board(self, tenant_id: str, team_id: str | None) -> Standing:
        """A team's board with every place, for keeping; `points` are of everybody who entered.

        Nobody may be shown it as it is.
        """
        by = system_actor(tenant_id)
        with self.desk.store.read(by) as work:
            reps = entering.reps(work, by, team_id)
            end = entering.newest(work, by, self.desk.clock.now())
            start = end - timedelta(weeks=_WEEKS)
            rows = entering.points(work, by, start, end)
            off = entering.off_boards(work, by)
        entrants = entering.entrants(reps, rows, start, _WEEKS, off)
        board = drawn.board(tuple(entrants)) if entrants else Leaderboard(0, 0)
        totals = dict.fromkeys(reps, 0)
        for row in rows:
            if row["person_id"] in totals:
                totals[row["person_id"]] += row["points"]
        return Standing(start, end, board, {}, totals)

    def shown(self, whole: Standing, by: Actor, team_id: str | None = None) -> Standing:
        """What the actor may see now of a team's whole board: as `leaderboard` would show it."""
        scope = self.desk.scope(by, "ledger_entry")
        with self.desk.store.read(by) as work:
            # Who left the boards since it was kept is not shown from that moment on.
            off = entering.off_boards(work, by)
            seen = entering.seen(work, by, scope) - off
            open_ = entering.comparable(work, by, whole.points, seen, off - {by.person_id})
            placed_then = {place.person_id for place in whole.board.places}
            known = seen | {by.person_id}
            open_ &= entering.lasting(work, by, team_id, placed_then, known, whole.start)
            called = names(self.desk, work, by, Person, "person")
        smallest = 1 if whole.points.keys() <= seen else SMALLEST_GROUP
        placed = whole.board.places if open_ and len(whole.board.places) >= smallest else ()
        shown = tuple(place for place in placed if place.person_id in seen)
        points = {one.person_id: whole.points.get(one.person_id, 0) for one in shown}
        return evolve(whole, board=evolve(whole.board, places=shown), names=called, points=points)

    def _decide(self, facts: Iterable[Fact]) -> list[RewardDecision]:
        people = by_person(facts)

        def decided(rule: RewardRule) -> list[RewardDecision]:
            return [one for each in people for one in rule.decide(each)]

        made = [answer for _, answer in surviving(self.catalogue.reward_rules(), decided)]
        found = [decision for answer in made for decision in answer]
        return sorted(found, key=lambda one: (one.at, one.rule.id, one.person_id, one.source_id))

    def _known(self, work: UnitOfWork, by: Actor) -> dict[str, View]:
        columns = ("id", "entry_id", "source_id", "reverses")
        query = Query(where=where(wallet=True), columns=columns)
        rows = work.of(LedgerPosting).rows(self._all(by, "read"), query)
        return {row["entry_id"]: row for row in rows}

    def _withdrawn(
        self,
        work: UnitOfWork,
        by: Actor,
        known: dict[str, View],
        taken: set[str],
        grounds: set[str],
    ) -> tuple[LedgerEntry, ...]:
        groundless = [
            entry_id
            for entry_id, row in known.items()
            if row["reverses"] is None
            and row["source_id"]
            and row["source_id"] not in grounds
            and entry_id not in taken
        ]
        now, found = self.desk.clock.now(), []
        for start in range(0, len(groundless), _MANY):
            some = where(entry_id=tuple(groundless[start : start + _MANY]))
            rows = work.of(LedgerPosting).load_many(self._all(by, "read"), Query(where=some))
            found += [reverse(entry, now, WITHDRAWN) for entry in entries(rows)]
        return tuple(found)

    def _book(self, work: UnitOfWork, by: Actor, new: Sequence[LedgerEntry]) -> None:
        rows = work.of(Person).rows(
            system_scope(by.tenant_id, "person", "read", _REASON),
            Query(columns=("id", "team_id")),
        )
        teams = {row["id"]: row["team_id"] for row in rows}
        lines = (row for entry in new for row in postings(entry, teams.get(entry.person_id)))
        work.of(LedgerPosting).add_many(lines, self._all(by, "create"))
        now = self.desk.clock.now()
        points = sum(entry.points for entry in new)
        counts = {"entries": len(new), "points": points}
        work.emit(*_granted(new, now, by))
        work.record("rewards.run", by.tenant_id, counts)

    def _all(self, by: Actor, action: str) -> Scope:
        return system_scope(by.tenant_id, "ledger_entry", action, _REASON)


def _owed(decision: RewardDecision, taken: set[str]) -> LedgerEntry:
    """The first entry of a decision whose points were not taken back."""
    return next(entry for n in count() if (entry := grant(decision, n)).id not in taken)


def _granted(new: Sequence[LedgerEntry], now: datetime, by: Actor) -> Iterator[Event]:
    """One event a person: how many points, not for what."""
    totals: dict[str, list[int]] = {}
    for entry in new:
        totals.setdefault(entry.person_id, []).append(entry.points)
    for person, points in sorted(totals.items()):
        data = {"person": person, "entries": len(points), "points": sum(points)}
        yield Event("points.granted", person, now, by.person_id, data)
