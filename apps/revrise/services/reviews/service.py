"""Reviews: coaches' own scores beside the machine's, disputes and how they are decided."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import Factory, evolve, frozen

from revrise.core.conversations.call import Call
from revrise.core.errors import Conflict, NotFound, Refused
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import ALWAYS, where
from revrise.core.governance.scope import system_scope
from revrise.core.ids import derived
from revrise.core.people.competency import Observation
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.blind_review import BlindReview
from revrise.core.scoring.coach_score import CoachScore, coach_score
from revrise.core.scoring.dispute import Dispute, dispute_id, said
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.assignments.ending import done_before, finish, unseen
from revrise.services.assignments.news import reviewed
from revrise.services.blind.service import open_review
from revrise.services.desk import Desk

_LISTED = 500
_MARK = "mark a criterion as disputed by the person scored"
_REVIEWED = "mark a call as reviewed by who scored it"


@frozen
class ScoreCall:
    """A coach's levels (1–5) and reasons by criterion, for one assessment."""

    assessment_id: str
    levels: Mapping[str, int]
    because: Mapping[str, str] = Factory(dict)


@frozen
class Disputing:
    """Which level of which assessment is wrong, and why."""

    assessment_id: str
    criterion: str
    reason: str


@frozen
class Deciding:
    """The level that stands, and why. `level` may be the disputed one."""

    dispute_id: str
    level: int
    decision: str


@frozen
class Reviews:
    """Use cases around people's word on scores."""

    desk: Desk

    def score(self, command: ScoreCall, by: Actor) -> CoachScore:
        """Keeps a coach's own score; scoring again replaces it. It ends their blind review of it.

        Raises NotFound for a hidden assessment or strange criterion, Refused for one's own call,
        Conflict for one given blind, or in an assignment: it was, before levels were shown.
        """
        scope = self.desk.scope(by, "coach_score", "create")
        with self.desk.store.begin(by) as work:
            review = open_review(self.desk, work, command.assessment_id, by)
            if review is None:
                done_before(work, command.assessment_id, by)
            # What is withheld is scored all the same, where the policy alone lets them see it.
            assessment = work.of(Assessment).load(
                command.assessment_id, self.desk.policy.scope(by, "assessment", "read")
            )
            if assessment.person_id == by.person_id:
                raise Refused("nobody scores themselves", remedy="ask another coach")
            now = self.desk.clock.now()
            made = coach_score(assessment, by.person_id, now, command.levels, command.because)
            made = evolve(made, blind=review is not None and unseen(work, review))
            given = {} if review is None else self._ended(work, review, by)
            kept = self._keep(work, made, by) or made
            if kept is made:
                work.of(CoachScore).add(made, scope)
                self._tick(work, made, by)
            if review is None or review.assignment_id is None:  # else told once all are done
                work.emit(reviewed(kept, by.person_id, kept.at))
            detail = {"assessment": assessment.id, "blind": bool(kept.blind), **given}
            work.record("call.reviewed", kept.subject_id, detail)
        return kept

    def _ended(self, work: UnitOfWork, review: BlindReview, by: Actor) -> Mapping[str, Any]:
        """Says the review is scored, and what the audit trail tells of its assignment."""
        ended = review.end("scored", self.desk.clock.now())
        change = self.desk.scope(by, "blind_review", "update")
        work.of(BlindReview).save(ended, change, expected=review.version)
        if ended.assignment_id is None:
            return {}
        return {"assignment": ended.assignment_id, "over": finish(self.desk, work, ended)}

    def dispute(self, command: Disputing, by: Actor) -> Dispute:
        """The person scored disputes a level; it stands until somebody decides.

        Raises Refused for anybody else, Conflict when it was disputed before.
        """
        scope = self.desk.scope(by, "dispute", "create")
        with self.desk.store.begin(by) as work:
            assessment = self._assessment(work, command.assessment_id, by)
            made = self._disputed(assessment, command, by)
            if work.of(Dispute).count(scope, Query(where=where(id=made.id))):
                raise Conflict(
                    f"{command.criterion} was disputed already",
                    culprit=made.id,
                    remedy="the decision stands; talk about it in the next 1:1",
                )
            work.of(Dispute).add(made, scope)
            self._mark(work, assessment, command.criterion, by)
            work.emit(_event("dispute.raised", made, by))
            work.record("score.disputed", made.subject_id, {"criterion": made.criterion})
        return made

    def decide(self, command: Deciding, by: Actor) -> Dispute:
        """Decides a dispute; another level changes scorecard, score and observation.

        Raises Refused for who scored or disputes it, Conflict when it was decided already.
        """
        scope = self.desk.scope(by, "dispute", "update")
        with self.desk.store.begin(by) as work:
            before = work.of(Dispute).load(command.dispute_id, scope)
            assessment = self._assessment(work, before.assessment_id, by)
            now, scorers = self.desk.clock.now(), self._scorers(work, assessment, by)
            after = before.decide(command.level, command.decision, by.person_id, now, scorers)
            work.of(Dispute).save(after, scope, expected=before.version)
            self._settle(work, assessment, after, by)
            work.emit(_event("dispute.decided", after, by))
            work.record("dispute.decided", after.subject_id, {"state": after.state})
        return after

    def disputes(self, by: Actor, subject_id: str | None = None) -> Sequence[Dispute]:
        """The newest disputes the actor may see, of one call or role-play where it is named."""
        rule = where(subject_id=subject_id) if subject_id is not None else ALWAYS
        query = Query(where=rule, order=(("raised_at", True),), limit=_LISTED)
        with self.desk.store.read(by) as work:
            return work.of(Dispute).load_many(self.desk.scope(by, "dispute"), query)

    def _assessment(self, work: UnitOfWork, assessment_id: str, by: Actor) -> Assessment:
        return work.of(Assessment).load(assessment_id, self.desk.scope(by, "assessment"))

    def _tick(self, work: UnitOfWork, made: CoachScore, by: Actor) -> None:
        """Whoever may score a call says by it that it was reviewed; a role-play is no call."""
        every = system_scope(by.tenant_id, "call", "read", _REVIEWED)
        change = system_scope(by.tenant_id, "call", "update", _REVIEWED)
        unseen = where(id=made.subject_id, reviewed=False)
        for call in work.of(Call).load_many(every, Query(where=unseen)):
            after = evolve(call, reviewed=True, version=call.version + 1)
            work.of(Call).save(after, change, expected=call.version)

    def _keep(self, work: UnitOfWork, made: CoachScore, by: Actor) -> CoachScore | None:
        """The new version of the score this coach gave before; None where it is the first."""
        # The policy's own scope: one under review is withheld from what is read, not from this.
        scope = self.desk.policy.scope(by, "coach_score", "update")
        found = work.of(CoachScore).load_many(scope, Query(where=where(id=made.id)))
        if not found:
            return None
        if found[0].blind:
            raise Conflict(
                "a score given blind stands: the machine’s levels were shown after it",
                culprit=found[0].id,
                remedy="comment on the call, or dispute a level with who was scored",
            )
        after = evolve(made, version=found[0].version + 1)
        work.of(CoachScore).save(after, scope, expected=found[0].version)
        return after

    def _disputed(self, assessment: Assessment, command: Disputing, by: Actor) -> Dispute:
        if assessment.person_id != by.person_id:
            raise Refused(
                "only the person scored disputes a level",
                culprit=assessment.id,
                remedy="give your own score instead",
            )
        level = assessment.scorecard.of(command.criterion).level
        if level is None:
            raise NotFound("there is no level to dispute", culprit=command.criterion)
        return Dispute(
            id=dispute_id(assessment.id, command.criterion),
            assessment_id=assessment.id,
            subject_id=assessment.subject_id,
            person_id=assessment.person_id,
            team_id=assessment.team_id,
            criterion=command.criterion,
            level=level,
            reason=said(command.reason, "reason"),
            raised_at=self.desk.clock.now(),
        )

    def _mark(self, work: UnitOfWork, assessment: Assessment, criterion: str, by: Actor) -> None:
        """Nobody may change the scorecard of their own; that it is disputed is no such change."""
        scope = system_scope(by.tenant_id, "assessment", "update", _MARK)
        card = assessment.scorecard.dispute(criterion)
        after = evolve(assessment, scorecard=card, version=assessment.version + 1)
        work.of(Assessment).save(after, scope, expected=assessment.version)

    def _scorers(self, work: UnitOfWork, assessment: Assessment, by: Actor) -> set[str]:
        query = Query(where=where(assessment_id=assessment.id), columns=("id", "coach_id"))
        rows = work.of(CoachScore).rows(self.desk.scope(by, "coach_score"), query)
        return {row["coach_id"] for row in rows}

    def _settle(
        self, work: UnitOfWork, assessment: Assessment, decided: Dispute, by: Actor
    ) -> None:
        card, level = assessment.scorecard, decided.decided_level or decided.level
        if decided.state == "changed":
            card = card.override(decided.criterion, level, decided.decision)
            self._observe(work, assessment, decided.criterion, level, by)
        else:
            card = card.uphold(decided.criterion)
        after = evolve(assessment, scorecard=card, score=card.score, version=assessment.version + 1)
        scope = self.desk.scope(by, "assessment", "update")
        work.of(Assessment).save(after, scope, expected=assessment.version)

    def _observe(
        self, work: UnitOfWork, assessment: Assessment, criterion: str, level: int, by: Actor
    ) -> None:
        scope = self.desk.scope(by, "observation", "update")
        seen = derived("obs", assessment.id, criterion)
        for before in work.of(Observation).load_many(scope, Query(where=where(id=seen))):
            after = evolve(before, level=float(level), version=before.version + 1)
            work.of(Observation).save(after, scope, expected=before.version)


def _event(name: str, about: Dispute, by: Actor) -> Event:
    """Names people and things, never the words."""
    at = about.decided_at or about.raised_at
    data = {"id": about.id, "assessment": about.assessment_id, "person": about.person_id}
    return Event(name, about.subject_id, at, by.person_id, data)
