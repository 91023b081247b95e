"""The log of assessments by machine: on which rubric, and what people made of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.core.assist.answer import ModelAnswer
from revrise.core.governance.actor import Actor
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.coach_score import CoachScore
from revrise.core.scoring.dispute import Dispute
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk
from revrise.services.reach import may
from revrise.services.reports.report import Outside, headings, outside

COLUMNS = headings(
    ("assessment_id", "Assessment", "评分编号"),
    ("at", "At", "时间"),
    ("subject_id", "Call or role-play", "通话或演练"),
    ("person_id", "Person", "人员"),
    ("rubric", "Rubric", "评分标准"),
    ("rubric_version", "Version", "版本"),
    ("human_status", "Human status", "人工状态"),
    ("coaches", "Coaches who scored", "人工评分数"),
    ("disputes", "Disputes", "异议数"),
    ("open", "Open disputes", "未决异议"),
    ("overrides", "Overrides", "改判数"),
)


@frozen
class AssessmentLog:
    """The assessments in the reader's reach."""

    desk: Desk

    def rows(self, by: Actor) -> Sequence[Sequence[Any]]:
        """The newest first, what language models answered among them, as far as each is seen."""
        found = [*self._scored(by), *self._answered(by)]
        return sorted(found, key=lambda row: (str(row[1] or ""), row[0]), reverse=True)

    def _answered(self, by: Actor) -> Sequence[Sequence[Any]]:
        """Answers of language models: under the model's name, with the version of the prompt."""
        if not may(self.desk, by, "model_answer", "read"):
            return []
        wanted = ("id", "at", "call_id", "owner_id", "task", "model", "prompt")
        with self.desk.store.read(by) as work:
            rows = work.of(ModelAnswer).rows(
                self.desk.scope(by, "model_answer"), Query(columns=wanted)
            )
        return [
            (
                *(row["id"], row["at"], row["call_id"], row["owner_id"]),
                *(f"{row['model']}: {row['task']}", row["prompt"], "unchecked", 0, 0, 0, 0),
            )
            for row in rows
        ]

    def _scored(self, by: Actor) -> Sequence[Sequence[Any]]:
        """None for who reads no assessments."""
        if not may(self.desk, by, "assessment", "read"):
            return []
        wanted = ("id", "at", "subject_id", "person_id", "rubric")
        with self.desk.store.read(by) as work:
            query = Query(order=(("at", True),), columns=wanted)
            cards = work.of(Assessment).rows(self.desk.scope(by, "assessment"), query)
            scores = self._by_card(work, CoachScore, "coach_score", (), by)
            columns = ("state", "level", "decided_level")
            disputes = self._by_card(work, Dispute, "dispute", columns, by)
        return [
            _row(card, len(scores.get(card["id"], ())), disputes.get(card["id"], ()))
            for card in cards
        ]

    def outside(self, by: Actor, /) -> Sequence[Outside]:
        """Assessments, and what people made of them, that the reader does not see."""
        with self.desk.store.read(by) as work:
            return outside(
                self.desk,
                work,
                by,
                (Assessment, "assessment", "Assessments", "自动评分"),
                (ModelAnswer, "model_answer", "Answers of language models", "语言模型的回答"),
                (CoachScore, "coach_score", "Scores by coaches", "人工评分"),
                (Dispute, "dispute", "Disputes", "异议"),
            )

    def _by_card(
        self,
        work: UnitOfWork,
        kind: type[Any],
        resource: str,
        columns: tuple[str, ...],
        by: Actor,
    ) -> Mapping[str, Sequence[View]]:
        found: dict[str, list[View]] = {}
        query = Query(columns=("id", "assessment_id", *columns))
        for row in work.of(kind).rows(self.desk.scope(by, resource), query):
            found.setdefault(str(row["assessment_id"]), []).append(row)
        return found


def _row(card: View, coaches: int, disputes: Sequence[View]) -> Sequence[Any]:
    rubric, _, version = str(card["rubric"]).partition("@")
    waiting = sum(one["state"] == "open" for one in disputes)
    changed = sum(
        one["decided_level"] is not None and one["decided_level"] != one["level"]
        for one in disputes
    )
    return (
        *(card["id"], card["at"], card["subject_id"], card["person_id"], rubric, version),
        *(_status(waiting, changed, coaches, disputes), coaches, len(disputes), waiting, changed),
    )


def _status(waiting: int, changed: int, coaches: int, disputes: Sequence[View]) -> str:
    """What people said last: disputed, overridden, upheld, reviewed by a coach, or nothing yet."""
    if waiting:
        return "disputed"
    if changed:
        return "overridden"
    if disputes:
        return "upheld"
    return "reviewed" if coaches else "automatic"
