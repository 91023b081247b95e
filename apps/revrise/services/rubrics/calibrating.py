"""A version of a rubric tried on calls that people scored unseen; the figures stay with it.

Who writes rubrics sees no calls and no scores of coaches: what they get are figures over all,
and none below the least number of calls.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import evolve, frozen

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.errors import NotFound
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.calibration import alike, calibration
from revrise.core.scoring.coach_score import CoachScore
from revrise.core.scoring.facts import CallFacts
from revrise.core.scoring.figures import Pair
from revrise.core.scoring.rubric import RubricDefinition
from revrise.core.scoring.rubric_text import RubricText
from revrise.core.scoring.score import score
from revrise.core.scoring.scorecard import Scorecard
from revrise.ports.catalogue import Catalogue
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.blindness import sealed_scores
from revrise.services.desk import Desk
from revrise.services.lawful import NEEDED, agreed
from revrise.services.measures.analysing import Analyst
from revrise.services.rubrics.in_force import definition_of
from revrise.services.rubrics.stored import DecideRubric, RubricDesk

MOST: Final = 300
_REASON = "compare a rubric that is being written with what people gave, in figures"


@frozen
class Calibrating:
    """The use case."""

    desk: Desk
    catalogue: Catalogue

    def calibrate(self, command: DecideRubric, by: Actor) -> RubricText:
        """The version with how it agrees, worked out now, on the newest MOST calls of the set.

        Raises NotFound, Refused, Invalid for a text that is no rubric any more, Conflict where it
        was changed meanwhile.
        """
        scope = self.desk.scope(by, "rubric", "update")
        before = RubricDesk(self.desk, self.catalogue).seen(command, by)
        rubric = definition_of(before.text, before.number)
        with self.desk.store.read(by) as work:
            cards = self._cards(work, by, before)
            pairs, unlike = self._pairs(work, by, rubric, cards)
        found = calibration(rubric.ref, pairs, unlike, self.desk.clock.now(), rubric.languages)
        after = evolve(before, agreement=found, version=before.version + 1)
        with self.desk.store.begin(by) as work:
            work.of(RubricText).save(after, scope, expected=before.version)
            work.record("rubric.calibrated", after.ref, {"calls": found.calls})
        return after

    def _cards(
        self, work: UnitOfWork, by: Actor, version: RubricText
    ) -> Mapping[str, tuple[Assessment, list[CoachScore]]]:
        """Scorecards that somebody scored blind on this or an earlier version, by their id."""
        refs = tuple(f"{version.name}@{number}" for number in range(1, version.number + 1))
        cards = {
            one.id: one
            for one in work.of(Assessment).load_many(
                _scope(by, "assessment"), Query(where(rubric=refs))
            )
        }
        query = Query(where(assessment_id=tuple(sorted(cards)), blind=True), (("at", True),))
        found: dict[str, tuple[Assessment, list[CoachScore]]] = {}
        sealed = sealed_scores(work)
        for given in work.of(CoachScore).load_many(_scope(by, "coach_score"), query):
            if given.id in sealed:
                continue
            if given.assessment_id in found or len(found) < MOST:
                one = cards[given.assessment_id]
                found.setdefault(one.id, (one, []))[1].append(given)
        return found

    def _pairs(
        self,
        work: UnitOfWork,
        by: Actor,
        rubric: RubricDefinition,
        cards: Mapping[str, tuple[Assessment, list[CoachScore]]],
    ) -> tuple[list[Pair], int]:
        """Each person's level beside that of the version; how many levels do not compare."""
        pairs: list[Pair] = []
        unlike = 0
        calls = self._calls(work, by, {card.subject_id for card, _ in cards.values()})
        levels = dict(self._scored(work, by, rubric, tuple(calls)))
        for card, given in cards.values():
            machine, call = levels.get(card.subject_id), calls.get(card.subject_id)
            if machine is None or call is None:
                continue
            same = self._alike(card.rubric, rubric, call.language or "")
            for one in given:
                unlike += sum(name not in same for name in one.levels)
                pairs += _paired(one, machine, call, same)
        return pairs, unlike

    def _alike(self, ref: str, rubric: RubricDefinition, language: str) -> frozenset[str]:
        if ref == rubric.ref:
            return frozenset(one.id for one in rubric.criteria)
        try:
            return alike(self.catalogue.rubric(ref).definition, rubric, language)
        except NotFound:
            return frozenset()

    def _calls(self, work: UnitOfWork, by: Actor, ids: set[str]) -> Mapping[str, Call]:
        """Those whose words may be analysed and coached on now."""
        query = Query(where(id=tuple(sorted(ids))))
        calls = {one.id: one for one in work.of(Call).load_many(_scope(by, "call"), query)}
        present = {one.id: one.participants for one in calls.values()}
        fine = agreed(work, _scope(by, "consent"), present, NEEDED, self.desk.clock.now())
        return {key: one for key, one in calls.items() if key in fine}

    def _scored(
        self, work: UnitOfWork, by: Actor, rubric: RubricDefinition, ids: Sequence[str]
    ) -> Iterator[tuple[str, Scorecard]]:
        query = Query(where(call_id=tuple(ids)))
        for one in work.of(CallTranscript).load_many(_scope(by, "call_transcript"), query):
            facts = CallFacts.of(Analyst(self.catalogue).hear(one.transcript))
            yield one.call_id, score(rubric, facts, "calibration")


def _paired(
    given: CoachScore, machine: Scorecard, call: Call, same: frozenset[str]
) -> Iterator[Pair]:
    for one in machine.criteria:
        human = given.levels.get(one.criterion)
        if human is not None and one.level is not None and one.criterion in same:
            language = call.language or ""
            yield Pair(call.id, one.criterion, language, human, one.level, given.coach_id)


def _scope(by: Actor, resource: str) -> Scope:
    return system_scope(by.tenant_id, resource, "read", _REASON)
