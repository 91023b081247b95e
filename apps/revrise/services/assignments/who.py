"""Who may review a call that somebody gives them: by the policy, and once only."""

from collections.abc import Iterator, Sequence

from revrise.core.conversations.call import Call
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.people.person import Person
from revrise.core.scoring.blind_review import MOST, TO_SCORE, BlindReview
from revrise.core.scoring.coach_score import CoachScore
from revrise.ports.query import Measure, Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.people.actors import Actors
from revrise.services.reach import may

WHY = {
    "left": "has left",
    "on_call": "is on the call",
    "may_not": "may not hear and score this call",
    "scored": "has scored it",
    "busy": "reviews it already",
    "full": f"has {MOST} blind reviews to do",
}
_REASON = "find out whether somebody may review the call they are given"


def everybody(work: UnitOfWork, ids: Sequence[str]) -> list[Person]:
    """These people with their roles, in this order."""
    query = Query(where=where(id=tuple(ids)))
    found = {one.id: one for one in work.of(Person).load_many(_scope(work, "person"), query)}
    return [found[one] for one in ids]


def who_may_not(
    desk: Desk, work: UnitOfWork, card: str, call: Call, people: Sequence[Person]
) -> list[tuple[Person, str]]:
    """Those who may not score the card of this id, with the reason (of WHY), as of this moment."""
    ids, actors = tuple(one.id for one in people), Actors.read(desk, work)
    scored = _ids(work, CoachScore, "coach_score", assessment_id=card, coach_id=ids)
    under = where(assessment_id=card, coach_id=ids)
    known = work.of(BlindReview).load_many(_scope(work, "blind_review"), Query(under))
    busy = {one.coach_id for one in known if one.sealed or not one.ended}
    full = _full(work, ids)
    return [
        (one, why)
        for one in people
        for why in _why(desk, actors.of(one), one, call, (scored, busy, full))
    ]


def _why(
    desk: Desk, actor: Actor, person: Person, call: Call, sets: tuple[set[str], set[str], set[str]]
) -> Iterator[str]:
    """The first reason against somebody, or none."""
    scored, busy, full = sets
    reasons = (
        (not person.active, "left"),
        (person.id == call.owner_id, "on_call"),
        (not _hears(desk, actor, call), "may_not"),
        (person.id in scored, "scored"),
        (person.id in busy, "busy"),
        (person.id in full, "full"),
    )
    yield from [why for wrong, why in reasons if wrong][:1]


def _hears(desk: Desk, actor: Actor, call: Call) -> bool:
    row = {
        "id": call.id, "call_id": call.id, "owner_id": call.owner_id, "person_id": call.owner_id,
        "team_id": call.team_id, "coach_id": actor.person_id, "state": call.state,
    }  # fmt: skip
    return (
        may(desk, actor, "call", "read", row)
        and may(desk, actor, "call_transcript", "read", row)
        and may(desk, actor, "coach_score", "create", row)
        and may(desk, actor, "blind_review", "update", row)
    )


def _ids(
    work: UnitOfWork, kind: type[CoachScore], resource: str, **of: str | tuple[str, ...]
) -> set[str]:
    query = Query(where=where(**of), columns=("id", "coach_id"))
    return {row["coach_id"] for row in work.of(kind).rows(_scope(work, resource), query)}


def _full(work: UnitOfWork, ids: tuple[str, ...]) -> set[str]:
    going = Query(where=where(coach_id=ids, state=("waiting", *TO_SCORE)))
    counted = (Measure("count"),)
    rows = work.of(BlindReview).group(_scope(work, "blind_review"), ("coach_id",), counted, going)
    return {row["coach_id"] for row in rows if row["count"] >= MOST}


def _scope(work: UnitOfWork, resource: str) -> Scope:
    return system_scope(work.actor.tenant_id, resource, "read", _REASON)
