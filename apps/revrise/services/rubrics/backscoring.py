"""Past calls scored by a rubric that is in force now: as work in the background, never twice.

A call keeps every scorecard it has; one on this version is put beside them. It may be done any
number of times, stopped in between and begun again: what is scored already is passed by.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from attrs import frozen

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Conflict, Invalid, Retriable
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.rule import All, Column, Compare, Const, any_of, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.people.competency import Observation
from revrise.core.scoring.assessment import Assessment, assessment_id
from revrise.core.scoring.blind_review import TO_SCORE, BlindReview
from revrise.core.scoring.facts import CallFacts
from revrise.ports.catalogue import Catalogue
from revrise.ports.jobs import JobContext
from revrise.ports.query import Query
from revrise.ports.rubrics import Rubric
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.bundle import assessments
from revrise.services.desk import Desk
from revrise.services.jobs.errands import Ask, Errands
from revrise.services.lawful import agreed
from revrise.services.measures.analysing import Analyst

BACK: Final = "rubric.backscore"
DAYS, MOST_DAYS = 90, 3_660
_AT_ONCE = 20
_REASON = "score past calls on a rubric that is in force"


@frozen
class BackScore:
    """The calls of the last `days` (1 to MOST_DAYS) on the rubric in force of this id."""

    rubric_id: str
    days: int = DAYS


@frozen
class AskBackScore:
    """The use case: who may put rubrics in force may have past calls scored by them."""

    desk: Desk
    catalogue: Catalogue
    errands: Errands

    def ask(self, command: BackScore, by: Actor) -> str:
        """Queues it and says the job's id; its result tells how many calls were scored.

        Raises NotFound for an unknown rubric, Invalid for a strange period, Refused.
        """
        self.desk.scope(by, "rubric", "update")
        ref = self.catalogue.rubric(command.rubric_id).definition.ref
        if not 1 <= command.days <= MOST_DAYS:
            raise Invalid(f"must be 1 to {MOST_DAYS}", culprit="days")
        now = self.desk.clock.now()
        since = now - timedelta(days=command.days)
        args = {"rubric": ref, "since": since.isoformat(), "until": now.isoformat()}
        return self.errands.ask(Ask(BACK, "rubric", "update", args, key=ref), by)


@frozen
class BackScoring:
    """The work of one tenant: scored on the words as they were said, so many calls at once."""

    desk: Desk
    tenant_id: str
    catalogue: Catalogue
    at_once: int = _AT_ONCE

    def run(self, context: JobContext, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """The task: how many calls of the period were scored, known, without consent, or blind.

        Raises NotFound where the version is gone, Cancelled between a few calls and the next.
        """
        rubric = self.catalogue.rubric(args["rubric"])
        ids = self._calls(rubric, *(datetime.fromisoformat(args[one]) for one in _PERIOD))
        done: Counter[str] = Counter()
        for begin in range(0, len(ids), self.at_once):
            context.progress(begin, len(ids), args["rubric"])
            done.update(self._some(rubric, ids[begin : begin + self.at_once]))
        context.progress(len(ids), len(ids), args["rubric"])
        return {"calls": len(ids), **{one: done[one] for one in _ENDS}}

    def _calls(self, rubric: Rubric, since: datetime, until: datetime) -> Sequence[str]:
        """The calls of the period in its languages, the newest first."""
        started = Column("started_at")
        rule = All(
            (
                where(state="analysed", language=rubric.definition.languages),
                Compare(">=", started, Const(since)),
                Compare("<=", started, Const(until)),
            )
        )
        query = Query(rule, (("started_at", True),), columns=("id",))
        with self.desk.store.read(self._actor) as work:
            return [row["id"] for row in work.of(Call).rows(self._scope("call"), query)]

    def _some(self, rubric: Rubric, ids: Sequence[str]) -> Mapping[str, int]:
        with self.desk.store.read(self._actor) as work:
            open_ = self._open(work, rubric, ids)
            words = self._words(work, [one.id for one in open_.get("scored", ())])
        hear = Analyst(self.catalogue).hear
        made = {key: rubric.score(CallFacts.of(hear(said))) for key, said in words.items()}
        try:
            with self.desk.store.begin(self._actor) as work:
                return self._kept(work, rubric, ids, made)
        except Conflict as error:  # a worker scored one of them at the same moment
            raise Retriable(error.message) from None

    def _kept(
        self, work: UnitOfWork, rubric: Rubric, ids: Sequence[str], made: Mapping[str, Any]
    ) -> Mapping[str, int]:
        """As calls, consents and reviews are when it is written down."""
        found = self._open(work, rubric, ids)
        wanted = [one for one in found["scored"] if one.id in made]
        cards = [card for one in wanted for card in assessments(one, [made[one.id]])]
        if cards:
            work.of(Assessment).add_many(cards, self._scope("assessment", "create"))
            fresh = self._never_judged(work, rubric, [one.id for one in wanted])
            levels = [
                level for one in cards if one.subject_id in fresh for level in one.observations()
            ]
            work.of(Observation).add_many(levels, self._scope("observation", "create"))
            work.record("rubric.backscored", rubric.definition.ref, {"calls": len(cards)})
        return {**{name: len(calls) for name, calls in found.items()}, "scored": len(cards)}

    def _open(self, work: UnitOfWork, rubric: Rubric, ids: Sequence[str]) -> dict[str, list[Call]]:
        """The calls by what becomes of them: see _ENDS."""
        query = Query(where(id=tuple(ids), state="analysed"))
        known, blind = self._known(work, rubric, ids), self._blind(work, rubric, ids)
        calls = work.of(Call).load_many(self._scope("call"), query)
        present = {one.id: one.participants for one in calls}
        now, scope = self.desk.clock.now(), self._scope("consent")
        fine = agreed(work, scope, present, ("analyse",), now)
        found: dict[str, list[Call]] = {name: [] for name in _ENDS}
        for call in calls:
            end = (
                "known" if call.id in known
                else "without_consent" if call.id not in fine
                else "blind" if call.id in blind
                else "scored"
            )  # fmt: skip
            found[end].append(call)
        return found

    def _known(self, work: UnitOfWork, rubric: Rubric, ids: Sequence[str]) -> set[str]:
        wanted = {assessment_id(one, rubric.definition.ref): one for one in ids}
        query = Query(where(id=tuple(wanted)), columns=("id",))
        rows = work.of(Assessment).rows(self._scope("assessment"), query)
        return {wanted[row["id"]] for row in rows}

    def _blind(self, work: UnitOfWork, rubric: Rubric, ids: Sequence[str]) -> set[str]:
        """Those somebody is about to score unseen: another version's levels would tell them."""
        theirs = where(rubric=rubric.definition.id, subject_id=tuple(ids))
        rule = All((theirs, any_of((where(state=TO_SCORE), where(sealed=True)))))
        found = work.of(BlindReview).load_many(self._scope("blind_review"), Query(rule))
        return {one.subject_id for one in found if one.subject_id}

    def _never_judged(self, work: UnitOfWork, rubric: Rubric, ids: Sequence[str]) -> frozenset[str]:
        """Calls without a level by another version: two of the same words would count twice."""
        query = Query(where(subject_id=tuple(ids)), columns=("id", "subject_id", "rubric"))
        rows = work.of(Assessment).rows(self._scope("assessment"), query)
        name, ref = rubric.definition.id, rubric.definition.ref
        judged = {
            row["subject_id"]
            for row in rows
            if row["rubric"] != ref and row["rubric"].partition("@")[0] == name
        }
        return frozenset(ids) - judged

    def _words(self, work: UnitOfWork, ids: Sequence[str]) -> Mapping[str, Transcript]:
        query = Query(where(call_id=tuple(ids)))
        found = work.of(CallTranscript).load_many(self._scope("call_transcript"), query)
        return {one.call_id: one.transcript for one in found}

    @property
    def _actor(self) -> Actor:
        return system_actor(self.tenant_id)

    def _scope(self, resource: str, action: str = "read") -> Scope:
        return system_scope(self.tenant_id, resource, action, _REASON)


_PERIOD: Final = ("since", "until")
_ENDS: Final = ("scored", "known", "without_consent", "blind")
