"""What the machine and others say of a call is kept from who reviews it blind, whatever they ask.

While a call is given to several reviewers, nobody but its author reads what one of them gave.
"""

from collections.abc import Mapping, Sequence

from attrs import evolve

from revrise.core.assist.answer import RUBRIC
from revrise.core.governance.actor import SYSTEM, Actor
from revrise.core.governance.rule import (
    All,
    Column,
    Compare,
    Const,
    IsNull,
    Not,
    Rule,
    any_of,
    where,
)
from revrise.core.governance.scope import Denial, Scope, system_scope
from revrise.core.scoring.blind_review import TO_SCORE, BlindReview
from revrise.core.scoring.coach_score import coach_score_id
from revrise.ports.query import Query
from revrise.ports.storage import Store, UnitOfWork, View

# What tells of a scorecard's levels → the column that names it. Coaches' scores too: of two who
# review the same call none sees what the other gave.
SCORES = "coach_score"
TELLING: Mapping[str, str] = {
    "assessment": "id",
    "observation": "assessment_id",
    "dispute": "assessment_id",
    "adjudication": "assessment_id",
    SCORES: "assessment_id",
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
    rows = _withheld(store, by)
    cards = _named(rows, by, "assessment_id")
    denied = [_about(column, cards, by, scope.resource)] if cards else []
    if scope.resource == SCORES and (others := _others(rows, by)):
        denied.append(Compare("in", Column("id"), Const(others)))
    return _without(scope, *denied)


def _about(column: str, cards: tuple[str, ...], by: Actor, resource: str) -> Rule:
    """Everything of these scorecards; of coaches' scores all but one's own."""
    name = Column(column)
    rules: tuple[Rule, ...] = (Not(IsNull(name)), Compare("in", name, Const(cards)))
    if resource == SCORES:
        rules = (*rules, Not(where(coach_id=by.person_id)))
    return All(rules)


def _without(scope: Scope, *denied: Rule) -> Scope:
    if not denied:
        return scope
    return evolve(scope, denials=(*scope.denials, *(Denial(one, "blind review") for one in denied)))


def blind_calls(store: Store, by: Actor) -> tuple[str, ...]:
    """The ids of the calls the actor reviews blind, in order."""
    return _named(_withheld(store, by), by, "subject_id")


def _unsuggested(store: Store, by: Actor, scope: Scope) -> Scope:
    calls = blind_calls(store, by) if scope.action != "create" else ()
    if not calls:
        return scope
    levels = Compare("==", Column("task"), Const(RUBRIC))
    return _without(scope, All((levels, Compare("in", Column("call_id"), Const(calls)))))


def sealed_scores(work: UnitOfWork) -> frozenset[str]:
    """The ids of the scores that nobody but their authors may know of yet, of the whole tenant."""
    every = system_scope(work.actor.tenant_id, "blind_review", "read", _REASON)
    query = Query(where=where(sealed=True), columns=("id", "coach_id", "assessment_id"))
    rows = work.of(BlindReview).rows(every, query)
    return frozenset(coach_score_id(row["assessment_id"], row["coach_id"]) for row in rows)


def _withheld(store: Store, by: Actor) -> Sequence[View]:
    """The actor's reviews that are not done, and everybody's of assignments that run."""
    every = system_scope(by.tenant_id, "blind_review", "read", _REASON)
    rule = any_of((where(coach_id=by.person_id, state=TO_SCORE), where(sealed=True)))
    query = Query(where=rule, columns=("id", "coach_id", "assessment_id", "subject_id"))
    with store.read(by) as work:
        return work.of(BlindReview).rows(every, query)


def _named(rows: Sequence[View], by: Actor, column: str) -> tuple[str, ...]:
    return tuple(sorted({row[column] for row in rows if row["coach_id"] == by.person_id}))


def _others(rows: Sequence[View], by: Actor) -> tuple[str, ...]:
    """Scores of reviews that run: those of an open review of somebody else are none yet."""
    return tuple(
        sorted(
            coach_score_id(row["assessment_id"], row["coach_id"])
            for row in rows
            if row["coach_id"] != by.person_id
        )
    )
