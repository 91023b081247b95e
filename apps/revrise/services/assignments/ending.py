"""When an assignment is over: all are done, its day has passed, or somebody ends it."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.core.errors import Conflict
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.rule import All, Column, Compare, Const, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.scoring.assignment import MOST_RUNNING, BlindAssignment, done
from revrise.core.scoring.blind_review import BlindReview
from revrise.ports.jobs import JobContext
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.assignments.news import news, reviewed
from revrise.services.desk import Desk

OVERDUE = "assignments.end"
_REASON = "show levels once all reviewers of a call are done"


def reviews_of(work: UnitOfWork, *ids: str) -> Sequence[BlindReview]:
    """The reviews of assignments, whoever's they are; callers show no more than their state."""
    query = Query(where(assignment_id=ids), (("asked_at", False),))
    return work.of(BlindReview).load_many(_scope(work, "blind_review"), query)


def room_for_one(work: UnitOfWork) -> None:
    """Raises Conflict where as many run as may."""
    running = Query(where=where(state="running"))
    if work.of(BlindAssignment).count(_scope(work, "blind_assignment"), running) >= MOST_RUNNING:
        raise Conflict(
            f"{MOST_RUNNING} calls are given to reviewers already",
            culprit="assignments",
            remedy="wait for some of them, or end them",
        )


def rubrics_of(work: UnitOfWork, *ids: str) -> dict[str, str]:
    """The rubric with its version of each of these assignments."""
    query = Query(where(id=ids), columns=("id", "rubric"))
    rows = work.of(BlindAssignment).rows(_scope(work, "blind_assignment"), query)
    return {row["id"]: row["rubric"] for row in rows}


def finish(desk: Desk, work: UnitOfWork, review: BlindReview) -> bool:
    """Ends the assignment of a review that was just saved, where all are done; says whether."""
    if review.assignment_id is None:
        return False
    # Held: of two who are the last at the same moment one sees the other's.
    change = _scope(work, "blind_assignment", "update")
    assignment = work.of(BlindAssignment).hold(review.assignment_id, change)
    if assignment.state != "running" or not done(reviews_of(work, assignment.id)):
        return False
    over(desk, work, assignment)
    return True


def over(desk: Desk, work: UnitOfWork, assignment: BlindAssignment) -> BlindAssignment:
    """Ends it, unseals its reviews, tells who gave it and the rep. Raises Conflict where it is."""
    now = desk.clock.now()
    after = assignment.end(now)
    change = _scope(work, "blind_review", "update")
    reviews = reviews_of(work, assignment.id)
    for one in reviews:
        work.of(BlindReview).save(one.unseal(now), change, expected=one.version)
    change = _scope(work, "blind_assignment", "update")
    work.of(BlindAssignment).save(after, change, expected=assignment.version)
    scored = [one.coach_id for one in reviews if one.state == "scored"]
    by, given = work.actor.person_id, len(reviews)
    work.emit(news("review.done", after, now, by, scored=len(scored), given=given))
    for coach_id in scored:  # nobody was to know of them before
        work.emit(reviewed(after, coach_id, now))
    return after


def unseen(work: UnitOfWork, review: BlindReview) -> bool:
    """Whether its coach cannot have seen the machine's levels before it was theirs."""
    if review.assignment_id is None:
        return True
    every = _scope(work, "blind_assignment")
    return work.of(BlindAssignment).load(review.assignment_id, every).fresh


def done_before(work: UnitOfWork, assessment_id: str, by: Actor) -> None:
    """Raises Conflict for who scored or skipped this scorecard in an assignment.

    While it runs they score no more; afterwards what they gave there stands.
    """
    rule = where(coach_id=by.person_id, assessment_id=assessment_id)
    for one in work.of(BlindReview).load_many(_scope(work, "blind_review"), Query(rule)):
        if one.assignment_id is not None and (one.sealed or one.state == "scored"):
            raise Conflict(
                "you are done with this review; what was given stands",
                culprit=one.id,
                remedy="comment on the call, or have the difference settled",
            )


@frozen
class Overdue:
    """The task of a worker."""

    desk: Desk
    tenant_id: str

    def run(self, _: JobContext, __: Mapping[str, Any]) -> Mapping[str, Any]:
        """Ends what ran until its due day. What comes in before this is still given blind."""
        late = Compare("<=", Column("due"), Const(self.desk.clock.now()))
        query = Query(where=All((where(state="running"), late)))
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            found = work.of(BlindAssignment).load_many(_scope(work, "blind_assignment"), query)
            for one in found:
                over(self.desk, work, one)
            if found:
                work.record("blind_assignment.due", self.tenant_id, {"assignments": len(found)})
        return {"ended": len(found)}


def _scope(work: UnitOfWork, resource: str, action: str = "read") -> Scope:
    return system_scope(work.actor.tenant_id, resource, action, _REASON)
