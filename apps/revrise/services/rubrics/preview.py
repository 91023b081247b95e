"""A rubric that is being written, tried on calls in reach beside the version in force.

Nothing of it is stored, and no words are shown: levels alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from attrs import frozen

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.errors import Invalid
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.scoring.comparison import Moved, Movement, movements
from revrise.core.scoring.facts import CallFacts
from revrise.core.scoring.rubric import RubricDefinition
from revrise.core.scoring.score import score
from revrise.ports.catalogue import rubric_there
from revrise.ports.query import Query
from revrise.ports.rubrics import Rubric
from revrise.ports.storage import UnitOfWork, View
from revrise.services.blindness import blind_calls
from revrise.services.cleared.store import original
from revrise.services.desk import Desk
from revrise.services.lawful import NEEDED, agreed
from revrise.services.measures.analysing import Analyst
from revrise.services.reach import may
from revrise.services.rubrics.service import read

MOST, LONGEST = 50, 200_000
_LOOKED_AT = 4


@frozen
class PreviewRubric:
    """The text of a rubric, and on how many of the newest calls it is tried (1 to MOST)."""

    text: str
    calls: int = 20


@frozen
class Previewed:
    """One call: what it is called, when it was, and its levels in both versions."""

    title: str
    at: datetime
    moved: Moved


@frozen
class Preview:
    """`in_force` is the version in use under the same id, None for a new rubric."""

    rubric: RubricDefinition
    in_force: RubricDefinition | None
    calls: tuple[Previewed, ...]
    criteria: tuple[Movement, ...]

    @property
    def moving(self) -> tuple[Movement, ...]:
        """The criteria on which some call gets another level, or gets or loses one."""
        return tuple(
            one
            for one in self.criteria
            if any(
                each.moved.level(one.criterion, before=True)
                != each.moved.level(one.criterion, before=False)
                for each in self.calls
            )
        )


@frozen
class Previews:
    """The use case."""

    desk: Desk
    analyst: Analyst

    def show(self, command: PreviewRubric, by: Actor) -> Preview:
        """The levels of both versions on the newest calls in reach that may be measured now.

        Calls that the actor reviews blind are left out. Raises Refused as `may_try`, Invalid beyond
        the bounds, Faulty where the text holds no rubric.
        """
        self.may_try(by)
        if not 1 <= command.calls <= MOST:
            raise Invalid(f"must be 1 to {MOST}", culprit="calls")
        if len(command.text) > LONGEST:
            raise Invalid("is too long", culprit="text", remedy=f"at most {LONGEST:,} characters")
        rubric = read(command.text, "rubric")
        now = rubric_there(self.analyst.catalogue, rubric.id)
        with self.desk.store.read(by) as work:
            calls = tuple(self._calls(work, rubric, now, command.calls, by))
        names = dict.fromkeys(
            one.id for each in (rubric, now.definition if now else None) if each
            for one in each.criteria
        )  # fmt: skip
        moved = movements([one.moved for one in calls], list(names))
        return Preview(rubric, now.definition if now else None, calls, tuple(moved))

    def may_try(self, by: Actor) -> None:
        """For who scores calls, and for who writes rubrics and is let read the words of calls.

        A rubric asks a call anything: what it answers tells of words, so it is no way around the
        right to read them. Raises Refused.
        """
        if not self._writes_and_reads(by):
            self.desk.scope(by, "coach_score", "create")

    def tries(self, by: Actor) -> bool:
        """Whether `may_try` lets them."""
        return self._writes_and_reads(by) or may(self.desk, by, "coach_score", "create")

    def _writes_and_reads(self, by: Actor) -> bool:
        writes = may(self.desk, by, "rubric", "create")
        return writes and may(self.desk, by, "call_transcript", "read")

    def _calls(
        self,
        work: UnitOfWork,
        rubric: RubricDefinition,
        now: Rubric | None,
        most: int,
        by: Actor,
    ) -> Iterator[Previewed]:
        rows = self._newest(work, rubric, most * _LOOKED_AT, by)
        words = self._words(work, rows, by)
        lawful = self._lawful(work, rows, by)
        kept = [one for one in rows if one["id"] in words and one["id"] in lawful]
        for row in kept[:most]:
            said = original(work, words[row["id"]]).transcript
            facts = CallFacts.of(self.analyst.hear(said))
            before = now.score(facts) if now else None
            moved = Moved(row["id"], before, score(rubric, facts, "preview"))
            yield Previewed(row["title"] or "", row["started_at"], moved)

    def _newest(
        self, work: UnitOfWork, rubric: RubricDefinition, most: int, by: Actor
    ) -> Sequence[View]:
        rule = where(state="analysed", language=rubric.languages)
        columns = ("id", "title", "started_at", "participants")
        query = Query(rule, (("started_at", True),), most, columns=columns)
        rows = work.of(Call).rows(self.desk.scope(by, "call"), query)
        hidden = blind_calls(self.desk.store, by)
        return [one for one in rows if one["id"] not in hidden]

    def _words(
        self, work: UnitOfWork, rows: Sequence[View], by: Actor
    ) -> Mapping[str, CallTranscript]:
        query = Query(where=where(call_id=tuple(one["id"] for one in rows)))
        scope = self.desk.scope(by, "call_transcript")
        return {one.call_id: one for one in work.of(CallTranscript).load_many(scope, query)}

    def _lawful(self, work: UnitOfWork, rows: Sequence[View], by: Actor) -> frozenset[str]:
        """The calls that may be analysed and coached on now."""
        present = {row["id"]: row["participants"] for row in rows}
        now, scope = self.desk.clock.now(), self.desk.scope(by, "consent")
        return agreed(work, scope, present, NEEDED, now)
