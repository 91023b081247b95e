"""With which other calls a call is compared, and what is usual in them."""

from collections.abc import Mapping
from datetime import timedelta

from attrs import Factory, frozen

from revrise.core.conversations.call import Call
from revrise.core.conversations.metrics.spread import MiddleHalf, middle_half
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Column, Compare, Const, where
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.measures.benchmark import value_of

COMPARED = timedelta(days=90)
_MOST = 400


@frozen
class Compared:
    """With what a call is compared: `calls` of `people` people, and the middle half of each."""

    calls: int
    people: int
    halves: Mapping[str, MiddleHalf] = Factory(dict)


def compared_with(desk: Desk, work: UnitOfWork, call: Call, by: Actor) -> Compared:
    """The analysed calls of the same team and language in reach, the call itself left out."""
    since = Compare(">=", Column("started_at"), Const(call.started_at - COMPARED))
    until = Compare("<=", Column("started_at"), Const(call.started_at + COMPARED))
    same = where(team_id=call.team_id, language=call.language, state="analysed")
    query = Query(
        All((same, since, until)),
        (("started_at", True),),
        _MOST,
        columns=("id", "owner_id", "metrics"),
    )
    rows = work.of(Call).rows(desk.scope(by, "call"), query)
    others = [row for row in rows if row["id"] != call.id]
    halves = {
        name: half
        for name, mine in call.metrics.items()
        if (half := middle_half(value_of(row["metrics"], name, mine) for row in others))
    }
    return Compared(len(others), len({row["owner_id"] for row in others}), halves)
