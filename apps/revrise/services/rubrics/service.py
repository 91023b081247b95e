"""Use cases around rubrics."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from revrise.core.conversations.call import Call
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Invalid
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.certificate import Certificate, certificate
from revrise.core.scoring.coach_score import CoachScore
from revrise.core.scoring.figures import Pair
from revrise.core.scoring.perturb import CHANGES
from revrise.core.scoring.retest import Retest, retest
from revrise.core.scoring.rubric import RubricDefinition
from revrise.core.scoring.rubric_toml import faults, load
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.measures.analysing import Analyst
from revrise.services.toml_faults import faulty


def read(text: str, name: str) -> RubricDefinition:
    """The rubric that a TOML text holds. Raises Faulty with all that is wrong with it."""
    try:
        return load(text, name)
    except Invalid as error:
        raise faulty(faults(text, name) or (error,), text, name) from None


@frozen
class Rubrics:
    """Which rubrics there are, and how far they agree with the people who score as well."""

    desk: Desk
    analyst: Analyst

    def all(self, by: Actor) -> Sequence[RubricDefinition]:
        """Every rubric of the plugins in use, by id. Raises Refused for who reads no scores."""
        self.desk.scope(by, "assessment")
        found = [one.definition for one in self.analyst.catalogue.rubrics()]
        return sorted(found, key=lambda one: one.id)

    def one(self, rubric_id: str, by: Actor) -> RubricDefinition:
        """The rubric of this id, whatever version is in use. Raises NotFound, Refused as `all`."""
        self.desk.scope(by, "assessment")
        return self.analyst.catalogue.rubric(rubric_id.partition("@")[0]).definition

    def certify(self, rubric_id: str, by: Actor, *, seen: bool = False) -> Certificate:
        """Agreement of the coaches' levels with the machine's, over the calls in reach.

        Blind are those the machine's levels were withheld from. All others could look at them
        first: such pairs are counted apart, and with `seen` in the figures, which certify nothing
        then. Raises NotFound for an unknown rubric, Refused for who reads no scores.
        """
        rubric = self.one(rubric_id, by)
        with self.desk.store.read(by) as work:
            pairs = list(self._pairs(work, rubric.ref, by))
        return certificate(rubric.ref, pairs, seen=seen, languages=rubric.languages)

    def again(self, rubric_id: str, transcripts: Sequence[Transcript]) -> dict[str, Retest]:
        """How levels hold when transcripts are scored again: as they are, and changed a little."""
        first = [self._levels(one, rubric_id) for one in transcripts]
        found: dict[str, Retest] = {}
        for name, change in CHANGES.items():
            second = [self._levels(change(one), rubric_id) for one in transcripts]
            found[name] = retest(
                pair
                for before, after in zip(first, second, strict=True)
                for pair in zip(before, after, strict=True)
            )
        return found

    def _levels(self, transcript: Transcript, rubric_id: str) -> list[int | None]:
        cards = self.analyst.analyse(transcript, [rubric_id]).scorecards
        return [one.level for card in cards for one in card.criteria]

    def _pairs(self, work: UnitOfWork, ref: str, by: Actor) -> Iterator[Pair]:
        """The newest score of each coach, criterion by criterion, where the machine has a level."""
        query = Query(where=where(rubric=ref))
        cards = work.of(Assessment).load_many(self.desk.scope(by, "assessment"), query)
        machine = {one.id: one for one in cards}
        languages = self._languages(work, {one.subject_id for one in cards}, by)
        mine = Query(where=where(assessment_id=tuple(sorted(machine))))
        for score in work.of(CoachScore).load_many(self.desk.scope(by, "coach_score"), mine):
            card = machine[score.assessment_id]
            for one in card.scorecard.criteria:
                human, level = score.levels.get(one.criterion), one.machine_level
                if human is not None and level is not None:
                    language = languages.get(card.subject_id, "")
                    yield Pair(
                        *(card.subject_id, one.criterion, language, human, level),
                        *(score.coach_id, score.blind is True),
                    )

    def _languages(self, work: UnitOfWork, ids: set[str], by: Actor) -> dict[str, str]:
        query = Query(where=where(id=tuple(sorted(ids))), columns=("id", "language"))
        rows = work.of(Call).rows(self.desk.scope(by, "call"), query)
        return {row["id"]: row["language"] or "" for row in rows}
