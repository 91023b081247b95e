"""Blind reviews: asked for before there is a call, filled by the next one that is scored.

Of a call whose scorecard is there already nobody can tell who looked at it; so a review is opened
in the unit of work that keeps the scorecard, before anybody can see it.
"""

from collections.abc import Sequence

from attrs import evolve, frozen

from revrise.core.errors import Invalid, NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, any_of, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.people.person import Person
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.blind_review import MOST, TO_SCORE, BlindReview
from revrise.core.scoring.scorecard import total
from revrise.ports.catalogue import Catalogue
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.people.actors import Actors
from revrise.services.reach import may

_REASON = "give the calls that were just scored to those who wait to review them blind"
_SCORED = ("call.scored", "call.added")


@frozen
class AskBlind:
    """The next `calls` calls on a rubric."""

    rubric_id: str
    calls: int = 1


@frozen
class BlindReviews:
    """Asking for them, giving them up."""

    desk: Desk
    catalogue: Catalogue

    def ask(self, command: AskBlind, by: Actor) -> Sequence[BlindReview]:
        """New reviews of the actor's, waiting for calls.

        Raises NotFound for an unknown rubric, Refused for who may not score, Invalid for none or
        more than MOST that have not ended.
        """
        self.desk.scope(by, "coach_score", "create")
        scope = self.desk.scope(by, "blind_review", "create")
        rubric = self.catalogue.rubric(command.rubric_id.partition("@")[0]).definition
        now = self.desk.clock.now()
        with self.desk.store.begin(by) as work:
            going = len(self._going(work, by))
            if command.calls < 1 or going + command.calls > MOST:
                raise Invalid(
                    f"1 to {MOST} calls may be reviewed blind at once",
                    culprit="calls",
                    remedy=f"{going} are asked for; score or drop some of them first",
                )
            made = [
                BlindReview(self.desk.ids.new("blind"), by.person_id, rubric.id, now)
                for _ in range(command.calls)
            ]
            work.of(BlindReview).add_many(made, scope)
            work.record("blind_review.asked", rubric.id, {"calls": len(made)})
        return made

    def mine(self, by: Actor) -> Sequence[BlindReview]:
        """The actor's that have not ended, given ones too. Raises Refused for who may not score."""
        with self.desk.store.read(by) as work:
            return self._going(work, by)

    def drop(self, review_id: str, by: Actor) -> BlindReview:
        """Gives one up: from now on the machine's levels are shown, and no score is blind.

        Raises NotFound for a hidden one, Conflict for one that ended.
        """
        scope = self.desk.scope(by, "blind_review", "update")
        with self.desk.store.begin(by) as work:
            before = work.of(BlindReview).load(review_id, scope)
            after = before.end("dropped", self.desk.clock.now())
            work.of(BlindReview).save(after, scope, expected=before.version)
            work.record("blind_review.dropped", review_id)
        return after

    def _going(self, work: UnitOfWork, by: Actor) -> Sequence[BlindReview]:
        rule = where(coach_id=by.person_id, state=("waiting", *TO_SCORE))
        query = Query(rule, (("asked_at", False),))
        return work.of(BlindReview).load_many(self.desk.scope(by, "blind_review"), query)


def open_review(desk: Desk, work: UnitOfWork, assessment_id: str, by: Actor) -> BlindReview | None:
    """The actor's review of this scorecard that is theirs to score."""
    return next(iter(_open(desk, work, by, assessment_id=assessment_id)), None)


def blank_cards(desk: Desk, work: UnitOfWork, subject_id: str, by: Actor) -> list[Assessment]:
    """The scorecards of a call that the actor reviews blind: criteria and weights alone.

    No criteria where they are done, and others of the assignment are not.
    """
    found = _withheld(desk, work, by, subject_id)
    to_score = {one.assessment_id: not one.ended for one in found}
    ids = tuple(sorted(str(one) for one in to_score))
    if not ids:
        return []
    scope = desk.policy.scope(by, "assessment", "read")
    cards = work.of(Assessment).load_many(scope, Query(where=where(id=ids)))
    return [_blank(one, criteria=to_score[one.id]) for one in cards]


def scored_blind(work: UnitOfWork, subject_id: str, by: Actor) -> frozenset[str]:
    """The scorecards of a call or role-play that the actor scored in a blind review of theirs."""
    rule = where(coach_id=by.person_id, subject_id=subject_id, state="scored")
    query = Query(rule, columns=("id", "assessment_id"))
    rows = work.of(BlindReview).rows(_scope(work, "blind_review"), query)
    return frozenset(row["assessment_id"] for row in rows)


def _blank(one: Assessment, *, criteria: bool) -> Assessment:
    """Made anew of what may be shown, so that nothing comes along."""
    card = one.scorecard
    blank = [
        evolve(
            each, level=None, because="", evidence=(), reason=None, value=None, machine_level=None,
            review="machine",
        )
        for each in (card.criteria if criteria else ())
    ]  # fmt: skip
    return evolve(one, score=None, scorecard=total(card.rubric, card.scorer, blank))


def _withheld(desk: Desk, work: UnitOfWork, by: Actor, subject_id: str) -> Sequence[BlindReview]:
    """The actor's reviews of a call that are to be scored, or wait for others."""
    try:
        scope = desk.scope(by, "blind_review")
    except Refused:
        return ()
    mine = where(coach_id=by.person_id, subject_id=subject_id)
    rule = All((mine, any_of((where(state=TO_SCORE), where(sealed=True)))))
    return work.of(BlindReview).load_many(scope, Query(rule))


def _open(desk: Desk, work: UnitOfWork, by: Actor, **of: str) -> Sequence[BlindReview]:
    try:
        scope = desk.scope(by, "blind_review")
    except Refused:
        return ()
    query = Query(where=where(coach_id=by.person_id, state=TO_SCORE, **of))
    return work.of(BlindReview).load_many(scope, query)


def fill(desk: Desk, work: UnitOfWork, made: Sequence[Assessment], told: str | None = None) -> None:
    """Opens who waits for such a scorecard a review of it; `told` is who learns of it anyhow.

    Belongs into the unit of work that keeps the scorecards, which no one can see before.
    """
    names = tuple(sorted({_name(one) for one in made}))
    waiting = list(_waiting(work, names)) if names else []
    if not waiting:
        return
    coaches = _coaches(desk, work, {one.coach_id for one in waiting} - {told})
    for card in made:
        fitting = _fitting(desk, card, waiting, coaches)
        for review in fitting if not _scored_before(desk, work, card) else ():
            waiting.remove(review)
            _open_one(desk, work, review, card)


def _open_one(desk: Desk, work: UnitOfWork, review: BlindReview, card: Assessment) -> None:
    change = _scope(work, "blind_review", "update")
    try:
        held = work.of(BlindReview).hold(review.id, change)
    except NotFound:
        return
    if held.state == "waiting":  # another call may have been quicker
        opened = held.open(card, desk.clock.now())
        work.of(BlindReview).save(opened, change, expected=held.version)


def _waiting(work: UnitOfWork, names: tuple[str, ...]) -> Sequence[BlindReview]:
    query = Query(where(state="waiting", rubric=names), (("asked_at", False),))
    return work.of(BlindReview).load_many(_scope(work, "blind_review"), query)


def _coaches(desk: Desk, work: UnitOfWork, ids: set[str]) -> dict[str, Actor]:
    actors, query = Actors.read(desk, work), Query(where=where(id=tuple(sorted(ids))))
    people = work.of(Person).load_many(_scope(work, "person"), query)
    return {one.id: actors.of(one) for one in people if one.active}


def _fitting(
    desk: Desk, card: Assessment, waiting: Sequence[BlindReview], coaches: dict[str, Actor]
) -> list[BlindReview]:
    """The longest waiting review of each coach who may score this one."""
    found: dict[str, BlindReview] = {}
    for review in waiting:
        coach = coaches.get(review.coach_id)
        if coach is None or coach.person_id == card.person_id or review.rubric != _name(card):
            continue
        row = {"person_id": card.person_id, "team_id": card.team_id, "coach_id": coach.person_id}
        if may(desk, coach, "coach_score", "create", {"id": "", **row}):
            found.setdefault(coach.person_id, review)
    return list(found.values())


def _scored_before(desk: Desk, work: UnitOfWork, card: Assessment) -> bool:
    """Whether a scorecard of this call was there once, taken away since: it may be known."""
    query = Query(where=where(subject=card.subject_id, action=_SCORED), limit=1)
    return any(True for _ in desk.store.audit(_scope(work, "audit"), query))


def _name(card: Assessment) -> str:
    return card.rubric.partition("@")[0]


def _scope(work: UnitOfWork, resource: str, action: str = "read") -> Scope:
    return system_scope(work.actor.tenant_id, resource, action, _REASON)
