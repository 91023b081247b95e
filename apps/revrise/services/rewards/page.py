"""Points as a person reads them: where one stands, why these points, what next, and is it fair."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from statistics import fmean
from typing import Any

from attrs import Factory, evolve, frozen

from revrise.core.bilingual import Bilingual
from revrise.core.deals.deal import Deal
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Column, Compare, Const, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.people.person import Person
from revrise.core.rewards.entry import grant
from revrise.core.rewards.facts import by_person
from revrise.core.rewards.fairness import Link, link
from revrise.core.rewards.improvement import FEWEST, Improvement, Weeks
from revrise.core.rewards.posting import LedgerPosting
from revrise.core.rewards.rule import RewardDecision, RewardRuleDefinition
from revrise.ports.catalogue import Catalogue, surviving
from revrise.ports.query import Measure, Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk
from revrise.services.naming import names
from revrise.services.rewards import drawn, entering
from revrise.services.rewards.facts import gather, trackers
from revrise.services.rewards.service import SMALLEST_GROUP, Rewards, Standing

WEEKS = 13
NEWEST = 8
PAGE = 50
_REASON = "tell whether the reward scheme is fair"
_TENURE = Bilingual("Years with the company", "司龄")
_LEADS = Bilingual("Deals received", "分到的商机数")
_SIZE = Bilingual("Size of those deals", "商机大小")


@frozen
class Account:
    """A person's own points. `missing` are grants the rules give and no run has posted yet."""

    balance: int
    gained: int
    entries: Sequence[View]
    why_not: tuple[RewardDecision, ...]
    following: tuple[tuple[RewardRuleDefinition, Bilingual], ...]
    facts: int
    missing: int


@frozen
class RewardView:
    """Everything the first page shows; `own` is None for who earns no points."""

    standing: Standing
    own: Account | None
    improvement: tuple[Improvement, ...]
    links: tuple[Link, ...]
    rules: tuple[RewardRuleDefinition, ...]
    shown: bool
    since: datetime
    as_of: datetime
    entered: bool = True
    weeks: int = WEEKS
    names: Mapping[str, str] = Factory(dict)


@frozen
class RewardPages:
    """What the pages of rewards show, and one's own choice to be on boards."""

    desk: Desk
    catalogue: Catalogue
    rewards: Rewards

    def view(self, by: Actor, team_id: str | None = None, weeks: int = WEEKS) -> RewardView:
        """The first page. Raises Refused for who may see nobody's points."""
        standing = self.rewards.leaderboard(by, team_id, weeks)
        scope = self.desk.scope(by, "ledger_entry")
        with self.desk.store.read(by) as work:
            reps = entering.reps(work, by, team_id)
            own = self._own(work, by, scope, standing.start) if by.person_id in reps else None
            off = entering.off_boards(work, by)
            improvement = self._improvement(work, by, scope, reps, off, standing, weeks, team_id)
            links = self._links(work, by, standing.start, standing.end)
        return RewardView(
            standing=standing,
            own=own,
            improvement=improvement,
            links=links,
            rules=self.rules(),
            shown=by.person_id not in off,
            since=standing.start,
            as_of=self.desk.clock.now(),
            entered=by.person_id in reps,
            weeks=weeks,
            names=standing.names,
        )

    def rules(self) -> tuple[RewardRuleDefinition, ...]:
        """The rules in force or known, by title."""
        made = surviving(self.catalogue.reward_rules(), lambda rule: rule.definition)
        return tuple(sorted((one for _, one in made), key=lambda one: one.title.en))

    def entries(
        self, by: Actor, person_id: str | None = None, after: str | None = None, limit: int = PAGE
    ) -> tuple[Sequence[View], str | None]:
        """The ledger in reach, newest first, and where the next page begins."""
        scope = self.desk.scope(by, "ledger_entry")
        mine = where(wallet=True, **({"person_id": person_id} if person_id else {}))
        query = Query(mine, (("at", True),), limit + 1, after, _readable(scope))
        with self.desk.store.read(by) as work:
            called = names(self.desk, work, by, Person, "person")
            found = work.of(LedgerPosting).rows(scope, query)
        rows = [{**row, "person": called.get(row.get("person_id") or "")} for row in found]
        return rows[:limit], rows[limit - 1]["id"] if len(rows) > limit else None

    def show_me(self, by: Actor, *, shown: bool) -> Person:
        """One's own choice to be on public boards; asked twice it changes nothing."""
        scope = self.desk.scope(by, "person", "update")
        with self.desk.store.begin(by) as work:
            person = work.of(Person).load(by.person_id, scope)
            if shown == (person.off_boards_since is None):
                return person
            since = None if shown else self.desk.clock.now()
            changed = evolve(person, off_boards_since=since, version=person.version + 1)
            work.of(Person).save(changed, scope, expected=person.version)
            work.record("person.boards_joined" if shown else "person.boards_left", person.id)
        return changed

    def _own(self, work: UnitOfWork, by: Actor, scope: Scope, since: datetime) -> Account:
        mine = where(wallet=True, person_id=by.person_id)
        points = Measure("points", "sum", "points")
        total = work.of(LedgerPosting).group(scope, ["person_id"], (points,), Query(mine))
        period = All((mine, Compare(">=", Column("at"), Const(since))))
        gained = work.of(LedgerPosting).group(scope, ["person_id"], (points,), Query(period))
        newest = Query(mine, (("at", True),), NEWEST, columns=_readable(scope))
        ids = Query(mine, columns=("id", "entry_id"))
        posted = {row["entry_id"] for row in work.of(LedgerPosting).rows(scope, ids)}
        facts = gather(work, by.tenant_id, by.person_id, trackers=trackers(self.catalogue))
        decisions = self._decisions(facts)
        refused = [one for one in decisions if not one.granted]
        newest_first = sorted(refused, key=lambda one: one.at, reverse=True)
        return Account(
            balance=_total(total),
            gained=_total(gained),
            entries=work.of(LedgerPosting).rows(scope, newest),
            why_not=tuple(newest_first[:NEWEST]),
            following=_following(newest_first),
            facts=len(facts),
            missing=sum(1 for one in decisions if one.granted and grant(one).id not in posted),
        )

    def _decisions(self, facts: Sequence[Any]) -> list[RewardDecision]:
        people = by_person(facts)
        made = surviving(
            self.catalogue.reward_rules(),
            lambda rule: [one for each in people for one in rule.decide(each)],
        )
        return [one for _, answer in made for one in answer]

    def _improvement(
        self,
        work: UnitOfWork,
        by: Actor,
        scope: Scope,
        reps: set[str],
        off: set[str],
        standing: Standing,
        weeks: int,
        team_id: str | None,
    ) -> tuple[Improvement, ...]:
        """Of whom the actor may see, corrected by the line through the whole group."""
        before = standing.start - timedelta(weeks=weeks)
        earlier = entering.weekly(
            reps, entering.points(work, by, before, standing.start), before, weeks
        )
        later = entering.weekly(
            reps, entering.points(work, by, standing.start, standing.end), standing.start, weeks
        )
        hidden = off - {by.person_id}
        seen = entering.seen(work, by, scope)
        if len(reps - hidden) < (FEWEST if reps <= seen else SMALLEST_GROUP):
            return ()
        if not entering.comparable(work, by, reps, seen, hidden):
            return ()
        known = seen | {by.person_id}
        if not entering.lasting(work, by, team_id, reps - hidden, known, before):
            return ()
        people = (Weeks(one, earlier[one], later[one], one not in hidden) for one in sorted(reps))
        found = drawn.improvement(tuple(people))
        return tuple(one for one in found if one.person_id in seen)

    def _links(
        self, work: UnitOfWork, by: Actor, start: datetime, end: datetime
    ) -> tuple[Link, ...]:
        """Over everybody who sells: figures about the scheme, of nobody in particular."""
        everyone = Actor(by.tenant_id, by.person_id, by.roles)
        reps = sorted(entering.reps(work, everyone, None))
        weeks = max(1, (end - start).days // 7)
        weekly = entering.weekly(reps, entering.points(work, by, start, end), start, weeks)
        points = {one: fmean(weekly[one]) for one in reps}
        hired = self._hired(work, by, start)
        leads, sizes = self._leads(work, by, start, end)
        return tuple(
            link(factor, title, [points[one] for one in known], [known[one] for one in known])
            for factor, title, things in (
                ("tenure", _TENURE, hired),
                ("leads", _LEADS, leads),
                ("size", _SIZE, sizes),
            )
            for known in [{one: things[one] for one in reps if one in things}]
        )

    def _hired(self, work: UnitOfWork, by: Actor, now: datetime) -> Mapping[str, float]:
        scope = system_scope(by.tenant_id, "person", "read", _REASON)
        rows = work.of(Person).rows(scope, Query(columns=("id", "hired_at")))
        return {row["id"]: (now - row["hired_at"]).days / 365.25 for row in rows if row["hired_at"]}

    def _leads(
        self, work: UnitOfWork, by: Actor, start: datetime, end: datetime
    ) -> tuple[Mapping[str, float], Mapping[str, float]]:
        """How many deals everybody received, and how their size compares within a currency."""
        scope = system_scope(by.tenant_id, "deal", "read", _REASON)
        since = Compare(">=", Column("opened_at"), Const(start))
        until = Compare("<", Column("opened_at"), Const(end))
        measures = (Measure("deals"), Measure("mean", "avg", "value"))
        rows = work.of(Deal).group(
            scope, ["owner_id", "value_currency"], measures, Query(All((since, until)))
        )
        counts: dict[str, float] = {}
        means: dict[str, list[float]] = {}
        for row in rows:
            if row["owner_id"]:
                counts[row["owner_id"]] = counts.get(row["owner_id"], 0.0) + row["deals"]
                if row["mean"]:
                    means.setdefault(row["value_currency"], []).append(float(row["mean"]))
        usual = {currency: fmean(values) for currency, values in means.items()}
        sizes: dict[str, list[float]] = {}
        for row in rows:
            if row["owner_id"] and row["mean"]:
                relative = float(row["mean"]) / usual[row["value_currency"]]
                sizes.setdefault(row["owner_id"], []).append(relative)
        return counts, {owner: fmean(values) for owner, values in sizes.items()}


def _readable(scope: Scope) -> tuple[str, ...]:
    wanted = ("person_id", "entry_id", "at", "points", "rule", "source_id", "reverses")
    reasons = ("reason_en", "reason_zh")
    return ("id", *(name for name in (*wanted, *reasons) if scope.covers(name)))


def _total(rows: Sequence[View]) -> int:
    return sum(int(row["points"] or 0) for row in rows)


def _following(
    refused: Sequence[RewardDecision],
) -> tuple[tuple[RewardRuleDefinition, Bilingual], ...]:
    """What to do next, each thing once, of the newest refusals."""
    found = {one.following.en: (one.rule, one.following) for one in refused if one.following}
    return tuple(found.values())[:3]
