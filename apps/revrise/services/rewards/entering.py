"""Who enters a leaderboard, with which points, and who of them may be shown to whom."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from revrise.core.governance.actor import Actor
from revrise.core.governance.aggregates import groups, steady
from revrise.core.governance.rule import (
    All,
    Column,
    Compare,
    Const,
    IsNull,
    Not,
    where,
)
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.people.organisation import Team, subtree
from revrise.core.people.person import Person
from revrise.core.rewards.leaderboard import Entrant
from revrise.core.rewards.posting import LedgerPosting
from revrise.core.snapshots.snapshot import StoredBoard
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.reach import Blank

_REASON = "place people among each other by their points"
_DAY = Column("day")


def reps(work: UnitOfWork, by: Actor, team_id: str | None) -> set[str]:
    """Everybody the actor may see the points of; for a rep, the own team to stand in."""
    selling, teams = _selling(work, by), work.of(Team).load_many(_scope(by, "team"))
    return _of(selling, teams, by, team_id)


def comparable(
    work: UnitOfWork, by: Actor, group: Collection[str], seen: Collection[str], off: set[str]
) -> bool:
    """Whether one's place in a group tells of nobody whose points the actor may not see.

    A place in one's team and another one in a team above it tell where those stand who are in one
    of them only, so both are shown only where those are enough people.
    """
    known, wanted = set(seen), set(group)
    if wanted <= known:
        return True
    selling, teams = _selling(work, by), work.of(Team).load_many(_scope(by, "team"))
    names = [None, *sorted(team.id for team in teams)]
    offered = [_of(selling, teams, by, name) for name in names]
    # What one knows of one's people can be taken off: the others, and oneself, have to be enough.
    told = off | (known - {by.person_id})
    others = [frozenset(one - told) for one in (*offered, wanted) if one & known]
    return dict(zip(others, groups(others), strict=True)).get(frozenset(wanted - told), True)


def lasting(
    work: UnitOfWork,
    by: Actor,
    team_id: str | None,
    group: Collection[str],
    known: Collection[str],
    since: datetime,
) -> bool:
    """Whether those placed in a group were the same ones on every kept day of the time it is of.

    Else a place of today and one of a day before somebody came, went or left the boards would
    tell where that one stands. `known` are those whose points the actor sees, and the actor.
    """
    if set(group) <= set(known):
        return True
    within = All((where(unit=board_unit(team_id or by.team_id)), Compare(">=", _DAY, Const(since))))
    query = Query(within, (("day", False),), columns=("id", "board"))
    rows = work.of(StoredBoard).rows(_scope(by, "stored_board"), query)
    kept = [{place["person_id"] for place in row["board"]["places"]} for row in rows]
    return steady(group, kept, known)


def board_unit(team_id: str | None) -> str:
    """The group a board is of."""
    return team_id or "everybody"


def _selling(work: UnitOfWork, by: Actor) -> list[Person]:
    everybody = work.of(Person).load_many(_scope(by, "person"))
    return [one for one in everybody if "rep" in one.roles and one.active]


def _of(
    selling: Sequence[Person], teams: Sequence[Team], by: Actor, team_id: str | None
) -> set[str]:
    wanted = subtree(teams, team_id) or by.subtree or {one.team_id for one in selling}
    return {one.id for one in selling if one.team_id in wanted}


def off_boards(work: UnitOfWork, by: Actor) -> set[str]:
    """Who chose not to be shown on boards."""
    left = Not(IsNull(Column("off_boards_since")))
    rows = work.of(Person).rows(_scope(by, "person"), Query(left, columns=("id",)))
    return {row["id"] for row in rows}


def seen(work: UnitOfWork, by: Actor, scope: Scope) -> set[str]:
    """The people whose points a scope opens."""
    everybody = work.of(Person).rows(_scope(by, "person"), Query(columns=("id", "team_id")))
    return {
        row["id"]
        for row in everybody
        if scope.admits(Blank(person_id=row["id"], team_id=row["team_id"]))
    }


def newest(work: UnitOfWork, by: Actor, now: datetime) -> datetime:
    """The end of the weeks a board is of: now, or a day after the last points."""
    query = Query(order=(("at", True),), limit=1, columns=("id", "at"))
    rows = work.of(LedgerPosting).rows(_scope(by, "ledger_entry"), query)
    return min(now, rows[0]["at"] + timedelta(days=1)) if rows else now


def points(work: UnitOfWork, by: Actor, start: datetime, end: datetime) -> Sequence[View]:
    """Everybody's points from `start` until before `end`."""
    within = All(
        (
            where(wallet=True),
            Compare(">=", Column("at"), Const(start)),
            Compare("<", Column("at"), Const(end)),
        )
    )
    query = Query(where=within, columns=("id", "person_id", "at", "points"))
    return work.of(LedgerPosting).rows(_scope(by, "ledger_entry"), query)


def weekly(
    people: Collection[str], rows: Sequence[View], start: datetime, weeks: int
) -> dict[str, tuple[float, ...]]:
    """Each person's points a week; a week without points counts as zero."""
    found = {person: [0.0] * weeks for person in sorted(people)}
    for row in rows:
        if row["person_id"] in found:
            week = min(weeks - 1, (row["at"] - start).days // 7)
            found[row["person_id"]][week] += row["points"]
    return {person: tuple(each) for person, each in found.items()}


def entrants(
    people: Collection[str],
    rows: Sequence[View],
    start: datetime,
    weeks: int,
    off: Collection[str] = (),
) -> list[Entrant]:
    """People with their points a week; those `off` the boards count and are not placed."""
    return [
        Entrant(person, each, public=person not in off)
        for person, each in weekly(people, rows, start, weeks).items()
    ]


def _scope(by: Actor, resource: str) -> Scope:
    return system_scope(by.tenant_id, resource, "read", _REASON)
