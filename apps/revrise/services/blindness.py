"""What the machine says of a call is kept from a coach who reviews it blind, whatever they ask."""

from collections.abc import Mapping

from attrs import evolve

from revrise.core.assist.answer import RUBRIC
from revrise.core.governance.actor import SYSTEM, Actor
from revrise.core.governance.rule import All, Column, Compare, Const, IsNull, Not, where
from revrise.core.governance.scope import Denial, Scope, system_scope
from revrise.core.scoring.blind_review import BlindReview
from revrise.ports.query import Query
from revrise.ports.storage import Store

# What tells of a scorecard's levels → the column that names it. Coaches' scores too: of two who
# review the same call none sees what the other gave.
TELLING: Mapping[str, str] = {
    "assessment": "id",
    "observation": "assessment_id",
    "dispute": "assessment_id",
    "coach_score": "assessment_id",
}
# Levels that a language model suggests are withheld with those of the machine.
ANSWERS = "model_answer"
_REASON = "find out what is withheld from a coach who reviews blind"


def blinded(store: Store, by: Actor, scope: Scope) -> Scope:
    """The scope without what tells of scorecards the actor reviews blind at this moment.

    What is created is not looked for: nobody creates a row of a scorecard that is kept already
    but with `Reviews`, which answers with their own.
    """
    if scope.resource == ANSWERS and by.person_id != SYSTEM:
        return _unsuggested(store, by, scope)
    column = TELLING.get(scope.resource)
    if column is None or scope.action == "create" or by.person_id == SYSTEM:
        return scope
    cards = under_review(store, by)
    if not cards:
        return scope
    name = Column(column)
    denied = All((Not(IsNull(name)), Compare("in", name, Const(cards))))
    return evolve(scope, denials=(*scope.denials, Denial(denied, "blind review")))


def blind_calls(store: Store, by: Actor) -> tuple[str, ...]:
    """The ids of the calls the actor reviews blind, in order."""
    return _reviewed(store, by, "subject_id")


def _unsuggested(store: Store, by: Actor, scope: Scope) -> Scope:
    calls = blind_calls(store, by) if scope.action != "create" else ()
    if not calls:
        return scope
    levels = Compare("==", Column("task"), Const(RUBRIC))
    denied = All((levels, Compare("in", Column("call_id"), Const(calls))))
    return evolve(scope, denials=(*scope.denials, Denial(denied, "blind review")))


def under_review(store: Store, by: Actor) -> tuple[str, ...]:
    """The ids of the assessments the actor reviews blind, in order."""
    return _reviewed(store, by, "assessment_id")


def _reviewed(store: Store, by: Actor, column: str) -> tuple[str, ...]:
    every = system_scope(by.tenant_id, "blind_review", "read", _REASON)
    query = Query(where=where(coach_id=by.person_id, state="open"), columns=("id", column))
    with store.read(by) as work:
        rows = work.of(BlindReview).rows(every, query)
    return tuple(sorted({row[column] for row in rows}))
